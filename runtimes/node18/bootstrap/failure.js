'use strict';

/** `{errorMessage, errorType, stackTrace}` of whatever was thrown, without our own frames. */
function describe(thrown) {
  if (!(thrown instanceof Error) && typeof thrown?.stack !== 'string') {
    return {
      errorMessage: typeof thrown === 'string' ? thrown : JSON.stringify(thrown) ?? String(thrown),
      errorType: thrown?.constructor?.name ?? typeof thrown,
      stackTrace: [],
    };
  }
  const lines = String(thrown.stack).split('\n').map((line) => line.trim());
  return {
    errorMessage: String(thrown.message),
    errorType: thrown.name ?? 'Error',
    stackTrace: lines.filter((line) => line !== '' && !line.includes(`(${__dirname}/`)
      && !line.includes(`at ${__dirname}/`)),
  };
}

module.exports = { describe };
