exports.handler = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    order: event.pathParameters.id,
    for: event.requestContext.authorizer?.user ?? 'the application',
    stage: event.requestContext.stage,
  }),
});
