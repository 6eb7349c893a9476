// Says how it was started; told to crash, it does so before it serves anything.
const mode = process.argv[2];
if (mode === 'crash') {
  console.error('Error: no module named flask');
  process.exit(1);
}
require('http').createServer((request, response) => {
  response.end(JSON.stringify({ target: request.url, mode }));
}).listen(8000);
