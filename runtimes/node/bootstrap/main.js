'use strict';

// Node.js 6 runs this too: promises instead of async functions, no syntax after ES2015.

const path = require('path');

const { load } = require('./code.js');
const { call } = require('./call.js');
const { contextOf } = require('./context.js');
const { Host } = require('./host.js');
const { Keys } = require('./keys.js');
const { describe } = require('./failure.js');

const SOCKET = process.env.PLANFORM_SOCKET || '/run/planform/api.sock';

/** Runs a Node.js function: takes events from the host and answers them. */
class Runtime {
  constructor() {
    this._specialization = null;
    this._handler = null;
    this._preStop = null;
    /** The connection that each running invocation came from, by request id. */
    this._running = new Map();
    this._phase = 'load';
    this._host = connect();
  }

  run() {
    this._host.get('/v1/planform/specialization')
      .then(({ body }) => this._specialize(JSON.parse(body)))
      .then(() => {
        this._phase = null;
        return this._host.post('/v1/planform/ready', '');
      })
      .then(() => this._serveAll())
      .catch((error) => this._crash(error));
  }

  _specialize(specialization) {
    this._specialization = specialization;
    this._keys = new Keys(Boolean(specialization.agency), fetchKeys);
    Object.assign(process.env, specialization.environment);
    // The folder above the code, as documented: code/config.json is a file beside the handler's.
    process.chdir(path.dirname(specialization.code_root));
    process.on('uncaughtException', (error) => this._crash(error));
    process.on('unhandledRejection', (reason) => this._crash(reason));
    const root = specialization.code_root;
    return load(root, specialization.handler, 'handler').then((handler) => {
      this._handler = handler;
      return specialization.pre_stop ? load(root, specialization.pre_stop, 'pre-stop handler') : null;
    }).then((preStop) => {
      this._preStop = preStop;
      return specialization.initializer ? this._initialize(root) : null;
    });
  }

  _initialize(root) {
    return load(root, this._specialization.initializer, 'initializer').then((initialize) => {
      this._phase = 'initialize';
      return this._keys.renew()
        .then(() => call(initialize, [contextOf(this._specialization, {}, this._keys)]));
    });
  }

  _serveAll() {
    this._serve(this._host);
    for (let i = 1; i < (this._specialization.concurrency || 1); i++) {
      this._serve(connect());
    }
  }

  /** Each event starts the wait for the next; nothing holds on to the chain of all of them. */
  _serve(host) {
    host.get('/v1/runtime/invocation/request')
      .then(({ headers, body }) => this._invoke(host, headers, body))
      .then(() => this._serve(host), (error) => this._crash(error));
  }

  _invoke(host, headers, body) {
    const id = headers['x-cff-request-id'];
    this._running.set(id, host);
    return new Promise((resolve) => {
      this._keys.take(headers);
      const context = contextOf(this._specialization, headers, this._keys);
      this._place(headers);
      resolve(headers['x-planform-call'] === 'pre_stop'
        ? call(this._preStop, [context])
        : call(this._handler, [JSON.parse(body), context]));
    })
      .then((value) => {
        const json = JSON.stringify(value);
        return { outcome: 'response', answer: json === undefined ? 'null' : json };
      })
      .catch((error) => ({ outcome: 'error', answer: JSON.stringify(describe(error)) }))
      // A crash in the meantime has answered already, and ends the process.
      .then(({ outcome, answer }) =>
        this._running.delete(id) ? this._answer(host, outcome, id, answer) : null);
  }

  /** Libraries that trace find their parent here; requests that run together have no one parent. */
  _place(headers) {
    if ((this._specialization.concurrency || 1) > 1) {
      return;
    }
    ['traceparent', 'tracestate'].forEach((name) => {
      if (headers[name] === undefined) {
        delete process.env[name.toUpperCase()];
      } else {
        process.env[name.toUpperCase()] = headers[name];
      }
    });
  }

  _answer(host, outcome, id, answer) {
    return host.post(`/v1/runtime/invocation/${outcome}/${id}`, answer);
  }

  /** Nobody caught it: what ran fails with it, and the process cannot be trusted any more. */
  _crash(error) {
    const failure = describe(error);
    const answers = [];
    if (this._phase !== null) {
      const report = Object.assign({ phase: this._phase }, failure);
      answers.push(this._host.post('/v1/planform/failed', JSON.stringify(report)));
    } else if (this._running.size === 0) {
      process.stderr.write(`${failure.stackTrace.join('\n')}\n`);
    }
    this._running.forEach((host, id) => {
      this._running.delete(id);
      answers.push(this._answer(host, 'error', id, JSON.stringify(failure)));
    });
    Promise.all(answers.map((answer) => answer.catch(() => null))).then(() => process.exit(1));
  }
}

/** On a connection of its own: the others wait for events. */
function fetchKeys() {
  return new Promise((resolve, reject) => {
    const host = new Host(SOCKET, reject);
    host.get('/v1/planform/keys').then(({ headers }) => resolve(headers), reject)
      .then(() => host.close());
  });
}

function connect() {
  // The instance is no longer wanted.
  return new Host(SOCKET, () => process.exit(0));
}

new Runtime().run();
