'use strict';

/**
 * Calls a function that answers by a returned value, a promise, or a callback. It is taken to use
 * the callback when it declares one: its last parameter, after `args`.
 */
function call(target, args) {
  return new Promise((resolve, reject) => {
    const callback = (error, value) =>
      error === null || error === undefined ? resolve(value) : reject(error);
    const returned = target.apply(undefined, args.concat(callback));
    if (returned && typeof returned.then === 'function') {
      returned.then(resolve, reject);
    } else if (target.length <= args.length) {
      resolve(returned);
    }
  });
}

module.exports = { call };
