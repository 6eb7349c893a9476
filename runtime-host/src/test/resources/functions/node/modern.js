'use strict';

exports.handler = async (event) => ({ waited: await Promise.resolve(event) });
