'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const EXTENSIONS = ['.js', '.cjs', '.mjs'];

/** There is no such file or function; the message names both. */
class NotFound extends Error {
  constructor(message) {
    super(message);
    this.name = 'NotFound';
  }
}

/** The function that `file.function` names, below the code's root; `kind` is for messages. */
async function load(codeRoot, handler, kind) {
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
  const exported = await loadModule(found, shown);
  const candidate = exported[name] ?? exported.default?.[name];
  if (candidate === undefined) {
    throw new NotFound(`${shown} does not export '${name}': ${kind} '${handler}'`);
  }
  if (typeof candidate !== 'function') {
    throw new NotFound(`'${name}' in ${shown} is not a function: ${kind} '${handler}'`);
  }
  return candidate;
}

async function loadModule(file, shown) {
  try {
    return file.endsWith('.mjs') ? await imported(file) : require(file);
  } catch (error) {
    if (error?.code === 'ERR_REQUIRE_ESM') {
      return imported(file);
    }
    if (error instanceof SyntaxError) {
      // Where it is stands only in the stack's first line: file and line number.
      const place = String(error.stack).split('\n')[0].replace(path.dirname(file) + path.sep, '');
      error.message = `${place.includes(':') ? place : shown}: ${error.message}`;
    }
    throw error;
  }
}

function imported(file) {
  return import(pathToFileURL(file).href);
}

module.exports = { load };
