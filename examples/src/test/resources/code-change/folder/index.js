const {greet} = require('./lib');
exports.handler = async () => greet('me');
