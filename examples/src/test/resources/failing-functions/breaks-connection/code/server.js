require("http").createServer((request) => request.socket.destroy()).listen(8000, "127.0.0.1");
