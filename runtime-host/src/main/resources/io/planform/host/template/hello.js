exports.handler = async (event, context) => {
  const name = event.name ?? 'world';
  context.getLogger().info(`greeting ${name}`);
  return { greeting: `Hello ${name}` };
};
