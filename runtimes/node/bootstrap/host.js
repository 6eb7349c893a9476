'use strict';

const net = require('net');

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection to the host: HTTP/1.1 over a Unix socket, one request at a time. */
class Host {
  /** `gone` is called once the host has closed the connection: the instance is not wanted any more. */
  constructor(path, gone) {
    this._waiting = null;
    this._chunks = [];
    this._received = 0;
    this._head = null;
    this._socket = net.connect({ path });
    this._socket.on('data', (chunk) => this._take(chunk));
    this._socket.on('error', gone);
    this._socket.on('close', gone);
  }

  /** Resolves to the answer's headers, by lower-case name, and its body. */
  get(path) {
    return this._exchange(`GET ${path} HTTP/1.1\r\nHost: planform\r\n\r\n`, null);
  }

  post(path, text) {
    const body = Buffer.from(text);
    const head =
      `POST ${path} HTTP/1.1\r\nHost: planform\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return this._exchange(head, body);
  }

  close() {
    this._socket.destroy();
  }

  _exchange(head, body) {
    return new Promise((resolve, reject) => {
      this._waiting = { resolve, reject };
      this._socket.cork();
      this._socket.write(head);
      if (body !== null && body.length > 0) {
        this._socket.write(body);
      }
      this._socket.uncork();
    });
  }

  _take(chunk) {
    this._chunks.push(chunk);
    this._received += chunk.length;
    if (this._head === null && !this._takeHead()) {
      return;
    }
    if (this._received >= this._head.length) {
      this._finish();
    }
  }

  _takeHead() {
    const data = this._chunks.length === 1 ? this._chunks[0] : Buffer.concat(this._chunks);
    const end = data.indexOf(HEAD_END);
    if (end < 0) {
      this._chunks = [data];
      return false;
    }
    const lines = data.toString('latin1', 0, end).split('\r\n');
    const status = lines.shift();
    const headers = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    this._head = {
      status: Number(status.split(' ')[1]),
      headers,
      length: Number(headers['content-length'] || 0),
    };
    const rest = data.slice(end + HEAD_END.length);
    this._chunks = [rest];
    this._received = rest.length;
    return true;
  }

  _finish() {
    const head = this._head;
    const waiting = this._waiting;
    const body = this._chunks.length === 1 ? this._chunks[0] : Buffer.concat(this._chunks);
    this._chunks = [];
    this._received = 0;
    this._head = null;
    this._waiting = null;
    if (head.status >= 300) {
      waiting.reject(new Error(`the host answered ${head.status}`));
    } else {
      waiting.resolve({ headers: head.headers, body });
    }
  }
}

module.exports = { Host };
