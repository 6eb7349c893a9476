'use strict';

const { load } = require('./code.js');
const { call } = require('./call.js');
const { Context, environmentOf } = require('./context.js');
const { Host } = require('./host.js');
const { describe } = require('./failure.js');

const SOCKET = process.env.PLANFORM_SOCKET ?? '/run/planform/api.sock';

/** Runs a Node.js function: takes events from the host and answers them. */
class Runtime {
  #specialization;
  #handler;
  /** The connection that each running invocation came from, by request id. */
  #running = new Map();
  #phase = 'load';
  #host = connect();

  async run() {
    const { body } = await this.#host.get('/v1/planform/specialization');
    this.#specialization = JSON.parse(body);
    Object.assign(process.env, environmentOf(this.#specialization));
    process.chdir(this.#specialization.code_root);
    process.on('uncaughtException', (error) => this.#crash(error));
    process.on('unhandledRejection', (reason) => this.#crash(reason));
    try {
      await this.#prepare();
    } catch (error) {
      return this.#crash(error);
    }
    this.#phase = null;
    await this.#host.post('/v1/planform/ready', '');
    const others = (this.#specialization.concurrency ?? 1) - 1;
    for (let i = 0; i < others; i++) {
      this.#serve(connect());
    }
    return this.#serve(this.#host);
  }

  async #prepare() {
    const { code_root: root, handler, initializer } = this.#specialization;
    this.#handler = await load(root, handler, 'handler');
    if (initializer) {
      const initialize = await load(root, initializer, 'initializer');
      this.#phase = 'initialize';
      await call(initialize, new Context(this.#specialization, {}));
    }
  }

  async #serve(host) {
    for (;;) {
      const { headers, body } = await host.get('/v1/runtime/invocation/request');
      const id = headers['x-cff-request-id'];
      this.#running.set(id, host);
      let outcome = 'response';
      let answer;
      try {
        const context = new Context(this.#specialization, headers);
        answer = JSON.stringify(await call(this.#handler, JSON.parse(body), context)) ?? 'null';
      } catch (error) {
        outcome = 'error';
        answer = JSON.stringify(describe(error));
      }
      // A crash in the meantime has answered already, and ends the process.
      if (this.#running.delete(id)) {
        await this.#answer(host, outcome, id, answer);
      }
    }
  }

  #answer(host, outcome, id, answer) {
    // Tells the host where in the output this invocation ends.
    const line = `${this.#specialization.log_marker} ${id}\n`;
    process.stdout.write(line);
    process.stderr.write(line);
    return host.post(`/v1/runtime/invocation/${outcome}/${id}`, answer);
  }

  /** Nobody caught it: what ran fails with it, and the process cannot be trusted any more. */
  async #crash(error) {
    const failure = describe(error);
    if (this.#phase !== null) {
      const phase = this.#phase;
      await this.#host.post('/v1/planform/failed', JSON.stringify({ phase, ...failure }));
    } else if (this.#running.size === 0) {
      process.stderr.write(`${failure.stackTrace.join('\n')}\n`);
    }
    const answers = [...this.#running].map(([id, host]) => {
      this.#running.delete(id);
      return this.#answer(host, 'error', id, JSON.stringify(failure));
    });
    await Promise.allSettled(answers);
    process.exit(1);
  }
}

function connect() {
  // The instance is no longer wanted.
  return new Host(SOCKET, () => process.exit(0));
}

new Runtime().run();
