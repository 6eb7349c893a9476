exports.handler = async (event) => {
  if (event.trigger_type === 'TIMER') {
    console.log(`time: ${event.user_event}`);
  } else if (event.record) {
    const outcome = JSON.parse(event.record[0].smn.message);
    console.log(`message: ${outcome.response_payload}`);
  } else if (event.lts) {
    const message = JSON.parse(Buffer.from(event.lts.data, 'base64'));
    JSON.parse(message.logs).forEach((log) => console.log(`line: ${log.message}`));
  } else if (event.cts) {
    console.log(`operation: ${event.cts.trace_name}`);
  }
};
