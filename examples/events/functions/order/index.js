exports.handler = async (event) => {
  console.log(`order of ${event.item}`);
  return { ordered: event.item };
};
