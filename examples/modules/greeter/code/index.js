exports.handler = async (event, context) => {
  const name = event.queryStringParameters?.name ?? 'world';
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/plain' },
    body: `${context.getUserData('GREETING')}, ${name}!\n`,
  };
};
