'use strict';

/** `{errorMessage, errorType, stackTrace}` of whatever was thrown, without our own frames. */
function describe(thrown) {
  if (!(thrown instanceof Error) && !(thrown && typeof thrown.stack === 'string')) {
    return { errorMessage: textOf(thrown), errorType: typeOf(thrown), stackTrace: [] };
  }
  return {
    errorMessage: String(thrown.message),
    errorType: thrown.name || 'Error',
    stackTrace: traceOf(String(thrown.stack)),
  };
}

/** A stack without our frames, and without what stands below the one that called the function. */
function traceOf(stack) {
  const trace = [];
  let called = false;
  for (const line of stack.split('\n').map((each) => each.trim())) {
    const ours = line.includes(`(${__dirname}/`) || line.includes(`at ${__dirname}/`);
    if (ours && called) {
      break;
    }
    if (!ours && line !== '') {
      trace.push(line);
      called = called || line.startsWith('at ');
    }
  }
  return trace;
}

function textOf(thrown) {
  const json = typeof thrown === 'string' ? thrown : JSON.stringify(thrown);
  return json === undefined ? String(thrown) : json;
}

function typeOf(thrown) {
  const plain = thrown === null || thrown === undefined || !thrown.constructor;
  return plain ? typeof thrown : thrown.constructor.name;
}

module.exports = { describe };
