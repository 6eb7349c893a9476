// Called by the gateway: the event is the HTTP request, the result is the HTTP answer.
exports.handler = async (event, context) => {
  const query = event.queryStringParameters || {};
  const name = query.name || 'world';
  context.getLogger().info(`greeting ${name}`);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      message: `${context.getUserData('GREETING')}, ${name}!`,
      function: context.getFunctionName(),
      requestId: context.getRequestID(),
    }),
    isBase64Encoded: false,
  };
};
