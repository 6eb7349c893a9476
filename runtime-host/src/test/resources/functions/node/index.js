'use strict';

let initializations = 0;

// Node.js 6 runs these too.
exports.echo = (event) => Promise.resolve(event);

exports.fail = (event, context, callback) => {
  callback(new RangeError('no luck'));
};

exports.stop = () => {
  initializations = -1;
  return Promise.resolve();
};

exports.context = (event, context, callback) => {
  callback(null, {
    request: context.getRequestID(),
    function: context.getFunctionName(),
    version: context.getVersion(),
    package: context.getPackage(),
    project: process.env.RUNTIME_PROJECT_ID,
    memory: context.getMemorySize(),
    timeout: context.getRunningTimeInSeconds(),
    greeting: process.env.GREETING === context.getUserData('GREETING') ? process.env.GREETING : '',
    token: context.getToken(),
    remaining: context.getRemainingTimeInMilliSeconds(),
  });
};

exports.initialize = (context, callback) => {
  initializations++;
  callback(null, '');
};

exports.failingInitialize = () => Promise.reject(new Error('not ready'));

exports.initialized = () => initializations;

exports.log = (event, context) => {
  console.log('to out');
  context.getLogger().info('to log');
  console.error('to err');
};

let waiting = null;

exports.meet = (event, context, callback) => {
  if (waiting === null) {
    waiting = callback;
  } else {
    waiting(null, 'met');
    callback(null, 'met');
  }
};

exports.exit = () => {
  process.exit(7);
};

exports.failLater = (event, context, callback) => {
  setTimeout(() => {
    throw new Error('nobody catches this');
  }, 1);
};

exports.rejectAside = (event, context, callback) => {
  Promise.reject(new Error('nobody awaits this'));
};
