exports.handler = () => new Promise((resolve) => setTimeout(resolve, 600000));
