exports.handler = async (event) => {
  if (event.Message) {
    for (const record of event.Message.records) {
      const outcome = JSON.parse(Buffer.from(record.data, 'base64'));
      console.log(`record: ${outcome.response_payload}`);
    }
  } else if (event.Records) {
    const { bucket, object } = event.Records[0].s3;
    console.log(`object: ${bucket.name}/${object.key}`);
  }
};
