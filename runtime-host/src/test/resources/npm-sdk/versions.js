// Versions, aliases, export and import by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, refusal, test} = require('./client.js');

function publish(urn, name) {
  return client.createFunctionVersion(
    new fgs.CreateFunctionVersionRequest(urn).withBody(
      new fgs.CreateFunctionVersionRequestBody().withVersion(name)));
}

test(async urn => {
  const published = await publish(urn, 'v1');
  assert.equal(published.version, 'v1');
  assert.equal(published.func_urn ?? published.funcUrn, urn + ':v1');
  assert.equal(await refusal(publish(urn, 'v2')), 'FSS.1016');
  await client.updateFunctionMaxInstanceConfig(
    new fgs.UpdateFunctionMaxInstanceConfigRequest(urn).withBody(
      new fgs.UpdateFunctionMaxInstanceConfigRequestBody().withMaxInstanceNum(7)));
  await publish(urn, 'v2');
  const listed = await client.listFunctionVersions(new fgs.ListFunctionVersionsRequest(urn));
  assert.deepEqual(listed.versions.map(version => version.version), ['latest', 'v2', 'v1']);

  const made = await client.createVersionAlias(
    new fgs.CreateVersionAliasRequest(urn).withBody(
      new fgs.CreateVersionAliasRequestBody('live', 'v1').withAdditionalVersionWeights({v2: 100})));
  const alias = made.alias_urn ?? made.aliasUrn;
  assert.equal(alias, urn + ':!live');
  await client.updateVersionAlias(
    new fgs.UpdateVersionAliasRequest(urn, 'live').withBody(
      new fgs.UpdateVersionAliasRequestBody('v2')));
  const shown = await client.showVersionAlias(new fgs.ShowVersionAliasRequest(urn, 'live'));
  assert.equal(shown.version, 'v2');
  const aliases = await client.listVersionAliases(new fgs.ListVersionAliasesRequest(urn));
  assert.ok(JSON.stringify(aliases).includes(alias));
  await client.invokeFunction(new fgs.InvokeFunctionRequest(alias).withBody({a: 1}));
  assert.equal(
    await refusal(client.invokeFunction(new fgs.InvokeFunctionRequest(urn + ':!none').withBody({}))),
    'FSS.1053');
  const config = await client.showFunctionConfig(new fgs.ShowFunctionConfigRequest(alias));
  assert.equal(config.version, 'v2');
  await client.deleteVersionAlias(new fgs.DeleteVersionAliasRequest(urn, 'live'));
  await client.deleteFunction(new fgs.DeleteFunctionRequest(urn + ':v2'));
  await client.exportFunction(
    new fgs.ExportFunctionRequest(urn).withConfig(true).withCode(true));
  const imported = await client.importFunction(
    new fgs.ImportFunctionRequest().withBody(
      new fgs.ImportFunctionRequestBody('copy', 'f.zip', 'zip', process.env.ARCHIVE)));
  assert.equal(imported.func_urn, urn.replace(/hello$/, 'copy:latest'));
});
