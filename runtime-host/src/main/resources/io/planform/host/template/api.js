exports.handler = async (event, context) => {
  const answer = {
    method: event.httpMethod,
    path: event.path,
    query: event.queryStringParameters ?? {},
  };
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(answer),
    isBase64Encoded: false,
  };
};
