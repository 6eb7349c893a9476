// Called with what became of an order; docs/host.md has its form.
exports.handler = async (notice) => {
  const { ordered } = JSON.parse(notice.response_payload);
  console.log(`order ${notice.request_context.request_id}: ${ordered}`);
};
