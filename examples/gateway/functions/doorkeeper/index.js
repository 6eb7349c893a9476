// Whoever knows the word may pass, and is called what the header says before the colon.
exports.handler = async (event) => {
  const [user, word] = (event.headers['x-pass'] ?? '').split(':');
  const verdict = word === event.user_data
    ? { status: 'allow', context: { user } }
    : { status: 'deny' };
  return { statusCode: 200, body: JSON.stringify(verdict) };
};
