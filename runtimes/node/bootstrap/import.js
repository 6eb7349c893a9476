'use strict';

const { pathToFileURL } = require('url');

/** Apart from the others: Node.js before 12 does not understand this file. */
module.exports = (file) => import(pathToFileURL(file).href);
