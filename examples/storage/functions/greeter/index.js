exports.handler = async (event) => ({ says: `Hello from a bucket, ${event.name}` });
