exports.handler = async () => "never called";
