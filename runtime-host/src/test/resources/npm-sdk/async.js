// Asynchronous invocations by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, refusal, test} = require('./client.js');

async function invocations(urn) {
  const accepted = await client.asyncInvokeFunction(
    new fgs.AsyncInvokeFunctionRequest(urn).withBody({n: 1}));
  const active = () => client.listActiveAsyncInvocations(
    new fgs.ListActiveAsyncInvocationsRequest(urn).withRequests(accepted.request_id));
  while ((await active()).count > 0);
  const listed = await client.listAsyncInvocations(
    new fgs.ListAsyncInvocationsRequest(urn).withRequestId(accepted.request_id));
  assert.equal(listed.invocations[0].status, 'SUCCESS');
  assert.equal(
    await refusal(client.cancelAsyncInvocation(
      new fgs.CancelAsyncInvocationRequest(urn).withBody(
        new fgs.CancelAsyncInvocationRequestBody(accepted.request_id)))),
    'FSS.0400');
}

async function configuration(urn) {
  await client.updateFunctionAsyncInvokeConfig(
    new fgs.UpdateFunctionAsyncInvokeConfigRequest(urn).withBody(
      new fgs.UpdateFunctionAsyncInvokeConfigRequestBody()
        .withMaxAsyncEventAgeInSeconds(60)
        .withMaxAsyncRetryAttempts(2)));
  const show = () => client.showFunctionAsyncInvokeConfig(
    new fgs.ShowFunctionAsyncInvokeConfigRequest(urn));
  assert.equal((await show()).max_async_retry_attempts, 2);
  const listed = await client.listFunctionAsyncInvokeConfig(
    new fgs.ListFunctionAsyncInvokeConfigRequest(urn));
  assert.equal(listed.count, 1);
  await client.deleteFunctionAsyncInvokeConfig(
    new fgs.DeleteFunctionAsyncInvokeConfigRequest(urn));
  assert.equal(await refusal(show()), 'FSS.0404');
}

test(async urn => {
  await invocations(urn);
  await configuration(urn);
});
