'use strict';

/** `{errorMessage, errorType, stackTrace}` of whatever was thrown, without our own frames. */
function describe(thrown) {
  if (!(thrown instanceof Error) && !(thrown && typeof thrown.stack === 'string')) {
    return { errorMessage: textOf(thrown), errorType: typeOf(thrown), stackTrace: [] };
  }
  const lines = String(thrown.stack).split('\n').map((line) => line.trim());
  return {
    errorMessage: String(thrown.message),
    errorType: thrown.name || 'Error',
    stackTrace: lines.filter((line) => line !== '' && !line.includes(`(${__dirname}/`)
      && !line.includes(`at ${__dirname}/`)),
  };
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
