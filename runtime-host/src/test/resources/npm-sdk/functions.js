// Functions, their code, configuration and calls by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, refusal, test} = require('./client.js');

function code(text) {
  return new fgs.FuncCode().withFile(Buffer.from(text).toString('base64'));
}

test(async () => {
  const made = await client.createFunction(
    new fgs.CreateFunctionRequest().withBody(
      new fgs.CreateFunctionRequestBody('made', 'default', 'Node.js18.15', 5, 'index.handler', 128)
        .withCodeType('inline')
        .withFuncCode(code('exports.handler = event => event;'))
        .withDescription('first')
        .withUserData('{"a":"b"}')));
  assert.match(made.func_urn, /:made:latest$/);
  const urn = made.func_urn.replace(/:latest$/, '');
  const listed = await client.listFunctions(
    new fgs.ListFunctionsRequest().withMaxitems('1').withMarker('1'));
  assert.equal(listed.count, 2);
  assert.deepEqual(listed.functions.map(each => each.func_name), ['made']);
  const named = await client.listFunctions(
    new fgs.ListFunctionsRequest().withFuncName('made').withPackageName('default'));
  assert.equal(named.functions.length, 1);

  await client.updateFunctionConfig(
    new fgs.UpdateFunctionConfigRequest(urn).withBody(
      new fgs.UpdateFunctionConfigRequestBody('made', 'Node.js18.15', 9, 'index.handler', 256)
        .withStrategyConfig(
          new fgs.StrategyConfig().withConcurrency(5).withConcurrentNum(3))));
  const config = await client.showFunctionConfig(new fgs.ShowFunctionConfigRequest(urn));
  assert.equal(config.memory_size, 256);
  assert.equal(config.user_data, '{"a":"b"}');
  assert.deepEqual(config.strategy_config, {concurrency: 5, concurrent_num: 3});
  await client.updateFunctionCode(
    new fgs.UpdateFunctionCodeRequest(urn).withBody(
      new fgs.UpdateFunctionCodeRequestBody('inline', code('exports.handler = () => 2;'))));
  const shown = await client.showFunctionCode(new fgs.ShowFunctionCodeRequest(urn));
  assert.equal(shown.code_type, 'inline');
  assert.ok(shown.func_code.file.length > 0);

  const called = await client.invokeFunction(
    new fgs.InvokeFunctionRequest(urn)
      .withBody({name: 'world'})
      .withXCFFRequestVersion('v1')
      .withXCffLogType('tail'));
  assert.equal(called.status, 200);
  assert.equal(called.result, '{"name":"world"}');
  assert.match(called.log, /hello/);

  await client.updateFunctionCollectState(
    new fgs.UpdateFunctionCollectStateRequest(urn, 'true'));
  const pinned = await client.listFunctions(new fgs.ListFunctionsRequest());
  assert.equal(pinned.functions[0].func_name, 'made');
  await client.updateFunctionMaxInstanceConfig(
    new fgs.UpdateFunctionMaxInstanceConfigRequest(urn).withBody(
      new fgs.UpdateFunctionMaxInstanceConfigRequestBody().withMaxInstanceNum(0)));
  await client.deleteFunction(new fgs.DeleteFunctionRequest(urn));
  assert.equal(
    await refusal(client.showFunctionConfig(new fgs.ShowFunctionConfigRequest(urn))), 'FSS.1051');
});
