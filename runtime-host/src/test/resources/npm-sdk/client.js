// The official SDK for Node.js, pointed at the host.
const core = require('@huaweicloud/huaweicloud-sdk-core');
const fgs = require('@huaweicloud/huaweicloud-sdk-functiongraph/v2/public-api');

const client = fgs.FunctionGraphClient.newBuilder()
  .withCredential(
    new core.BasicCredentials()
      .withAk(process.env.HW_ACCESS_KEY)
      .withSk(process.env.HW_SECRET_KEY)
      .withProjectId(process.env.HW_PROJECT_ID))
  .withEndpoint(process.env.ENDPOINT)
  .build();

/** The error code of a call that must be refused. */
async function refusal(call) {
  try {
    await call;
  } catch (error) {
    return error.errorCode ?? error.data?.error_code ?? String(error);
  }
  throw new Error('it was not refused');
}

/** Runs a test of the function whose URN is given, without version. */
function test(run) {
  run(process.env.URN).catch(error => {
    console.error(error);
    process.exit(1);
  });
}

module.exports = {client, fgs, refusal, test};
