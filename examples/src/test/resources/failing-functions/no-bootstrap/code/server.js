require("http").createServer((request, response) => response.end("never called")).listen(8000);
