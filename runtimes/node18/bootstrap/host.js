'use strict';

const net = require('node:net');

const HEAD_END = Buffer.from('\r\n\r\n');

/** A connection to the host: HTTP/1.1 over a Unix socket, one request at a time. */
class Host {
  #socket;
  #waiting = null;
  #chunks = [];
  #received = 0;
  #head = null;

  /** `gone` is called once the host has closed the connection: the instance is not wanted any more. */
  constructor(path, gone) {
    this.#socket = net.connect({ path });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', gone);
    this.#socket.on('close', gone);
  }

  /** Resolves to the answer's headers, by lower-case name, and its body. */
  get(path) {
    return this.#exchange(`GET ${path} HTTP/1.1\r\nHost: planform\r\n\r\n`, null);
  }

  post(path, text) {
    const body = Buffer.from(text);
    const head =
      `POST ${path} HTTP/1.1\r\nHost: planform\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    return this.#exchange(head, body);
  }

  #exchange(head, body) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.cork();
      this.#socket.write(head);
      if (body !== null && body.length > 0) {
        this.#socket.write(body);
      }
      this.#socket.uncork();
    });
  }

  #take(chunk) {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#head === null && !this.#takeHead()) {
      return;
    }
    if (this.#received >= this.#head.length) {
      this.#finish();
    }
  }

  #takeHead() {
    const data = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const end = data.indexOf(HEAD_END);
    if (end < 0) {
      this.#chunks = [data];
      return false;
    }
    const [status, ...lines] = data.toString('latin1', 0, end).split('\r\n');
    const headers = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    this.#head = {
      status: Number(status.split(' ')[1]),
      headers,
      length: Number(headers['content-length'] || 0),
    };
    const rest = data.subarray(end + HEAD_END.length);
    this.#chunks = [rest];
    this.#received = rest.length;
    return true;
  }

  #finish() {
    const { status, headers } = this.#head;
    const body = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const { resolve, reject } = this.#waiting;
    this.#chunks = [];
    this.#received = 0;
    this.#head = null;
    this.#waiting = null;
    if (status >= 300) {
      reject(new Error(`the host answered ${status}`));
    } else {
      resolve({ headers, body });
    }
  }
}

module.exports = { Host };
