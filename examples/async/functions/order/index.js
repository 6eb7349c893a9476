exports.handler = async (event) => {
  if (!event.item) {
    throw new Error("an order without an item");
  }
  return { ordered: event.item };
};
