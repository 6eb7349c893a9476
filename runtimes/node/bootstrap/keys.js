'use strict';

/** Keys that end sooner than this are asked for anew. */
const MARGIN_MILLIS = 600000;
const LONGEST_WAIT_MILLIS = 0x7fffffff;

/** The temporary keys of the function's agency: the newest that the host gave. */
class Keys {
  /** `fetch` resolves to headers with keys; none where there are none any more. */
  constructor(wanted, fetch) {
    this._wanted = wanted;
    this._fetch = fetch;
    this._headers = {};
    this._timer = null;
  }

  /** Keeps what came with an event, or was fetched, and renews it in time. */
  take(headers) {
    const until = headers['x-planform-keys-until'];
    if (until === undefined || until === this._headers['x-planform-keys-until']) {
      return;
    }
    this._headers = headers;
    clearTimeout(this._timer);
    const wait = Math.max(1000, Number(until) - Date.now() - MARGIN_MILLIS);
    this._timer = setTimeout(() => this.renew(), Math.min(wait, LONGEST_WAIT_MILLIS));
    this._timer.unref();
  }

  /** Resolves when the newest are here; without them the next event brings them. */
  renew() {
    return this._wanted
      ? this._fetch().then((headers) => this.take(headers), () => null)
      : Promise.resolve();
  }

  /** Empty where the function has no agency, or its agency is no more. */
  get(name) {
    const ended = Number(this._headers['x-planform-keys-until'] || 0) < Date.now();
    return ended || this._headers[name] === undefined ? '' : this._headers[name];
  }
}

module.exports = { Keys };
