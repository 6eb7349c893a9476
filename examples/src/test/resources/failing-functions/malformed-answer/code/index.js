exports.handler = async () => ({ status: 200, body: "statusCode is missing" });
