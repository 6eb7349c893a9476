exports.handler = async (event) => {
  if (event.trigger_type === "TIMER") {
    console.log(`tick at ${event.time}`);
  } else if (event.queryStringParameters?.wait) {
    await new Promise((resolve) => setTimeout(resolve, 50000));
  }
  return { statusCode: 200, body: "still here" };
};
