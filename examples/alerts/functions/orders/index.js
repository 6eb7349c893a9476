exports.handler = async (event) => {
  console.log(`order of ${event.quantity}`);
  if (!(event.quantity > 0)) {
    throw new RangeError('an order is of one thing at least');
  }
  return { accepted: event.quantity };
};
