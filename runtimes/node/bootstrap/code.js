'use strict';

const fs = require('fs');
const path = require('path');

const EXTENSIONS = ['.js', '.cjs', '.mjs'];
const VERSION = process.versions.node.split('.').map(Number);
const HAS_MODULES = VERSION[0] > 12 || (VERSION[0] === 12 && VERSION[1] >= 17);

/** There is no such file or function; the message names both. */
class NotFound extends Error {
  constructor(message) {
    super(message);
    this.name = 'NotFound';
  }
}

/** Promises the function that `file.function` names, below the code's root; `kind` is for messages. */
function load(codeRoot, handler, kind) {
  return Promise.resolve().then(() => {
    const dot = handler.lastIndexOf('.');
    if (dot <= 0 || dot === handler.length - 1) {
      throw new NotFound(`${kind} '${handler}' is not of the form file.function`);
    }
    const file = handler.slice(0, dot);
    const name = handler.slice(dot + 1);
    const found = EXTENSIONS.map((end) => path.join(codeRoot, file + end)).find(fs.existsSync);
    if (found === undefined) {
      throw new NotFound(`${file}.js is not in the code: ${kind} '${handler}'`);
    }
    const shown = path.relative(codeRoot, found);
    return loadModule(found, shown).then((exported) => pick(exported, name, shown, `${kind} '${handler}'`));
  });
}

function pick(exported, name, shown, wanted) {
  const inner = exported.default;
  const candidate = exported[name] === undefined && inner ? inner[name] : exported[name];
  if (candidate === undefined) {
    throw new NotFound(`${shown} does not export '${name}': ${wanted}`);
  }
  if (typeof candidate !== 'function') {
    throw new NotFound(`'${name}' in ${shown} is not a function: ${wanted}`);
  }
  return candidate;
}

function loadModule(file, shown) {
  if (file.endsWith('.mjs')) {
    return imported(file, shown);
  }
  return new Promise((resolve) => resolve(require(file))).catch((error) => {
    if (error && error.code === 'ERR_REQUIRE_ESM') {
      return imported(file, shown);
    }
    if (error instanceof SyntaxError) {
      // Where it is stands only in the stack's first line: file and line number.
      const place = String(error.stack).split('\n')[0].replace(path.dirname(file) + path.sep, '');
      error.message = `${place.includes(':') ? place : shown}: ${error.message}`;
    }
    throw error;
  });
}

function imported(file, shown) {
  if (!HAS_MODULES) {
    throw new SyntaxError(`${shown} is an ECMAScript module, which Node.js ${process.version} cannot load`);
  }
  return require('./import.js')(file);
}

module.exports = { load };
