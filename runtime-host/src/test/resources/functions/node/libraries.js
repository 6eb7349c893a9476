exports.handler = function (event, context, callback) {
  const names = ['q', 'co', 'lodash', 'express', 'request'];
  names.forEach((name) => require(name));
  callback(null, names.map((name) => require(name + '/package.json').version).join(' '));
};
