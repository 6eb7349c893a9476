exports.handler = async () => {
  console.log("about to leave");
  process.exit(3);
};
