// An ordinary web server. FunctionGraph asks for port 8000; loopback is enough.
const http = require('node:http');

const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html>
<title>hello-web</title>
<h1>Hello from a web server inside a function</h1>
<p>${request.method} ${request.url.replace(/[&<]/g, (c) => (c === '&' ? '&amp;' : '&lt;'))},
request ${request.headers['x-cff-request-id']}</p>
`);
});

server.listen(8000, '127.0.0.1');
