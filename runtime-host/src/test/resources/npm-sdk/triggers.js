// Triggers and tags by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, refusal, test} = require('./client.js');

async function triggers(urn) {
  const made = await client.createFunctionTrigger(
    new fgs.CreateFunctionTriggerRequest(urn).withBody(
      new fgs.CreateFunctionTriggerRequestBody('TIMER', new fgs.TriggerEventDataRequestBody()
        .withName('often')
        .withScheduleType('Rate')
        .withSchedule('3m'))));
  assert.equal(made.trigger_status, 'ACTIVE');
  await client.updateTrigger(
    new fgs.UpdateTriggerRequest(urn, 'TIMER', made.trigger_id).withBody(
      new fgs.UpdateTriggerRequestBody().withTriggerStatus('DISABLED')));
  const show = () => client.showFunctionTrigger(
    new fgs.ShowFunctionTriggerRequest(urn, 'TIMER', made.trigger_id));
  assert.equal((await show()).trigger_status, 'DISABLED');
  const listed = await client.listFunctionTriggers(new fgs.ListFunctionTriggersRequest(urn));
  assert.ok(JSON.stringify(listed).includes(made.trigger_id));
  await client.deleteFunctionTrigger(
    new fgs.DeleteFunctionTriggerRequest(urn, 'TIMER', made.trigger_id));
  assert.equal(await refusal(show()), 'FSS.1131');
  await client.batchDeleteFunctionTriggers(new fgs.BatchDeleteFunctionTriggersRequest(urn));
}

async function tags(urn) {
  const one = value => new fgs.UpdateFunctionTagsRequestBody()
    .withTags([new fgs.KvItem().withKey('team').withValue(value)]);
  await client.createTags(
    new fgs.CreateTagsRequest('functions', urn).withBody(one('red').withAction('create')));
  const listed = await client.listFunctionTags(new fgs.ListFunctionTagsRequest('functions', urn));
  assert.deepEqual(listed.tags, [{key: 'team', value: 'red'}]);
  const all = await client.showProjectTagsList(new fgs.ShowProjectTagsListRequest('functions'));
  assert.deepEqual(all.tags, [{key: 'team', values: ['red']}]);
  const found = await client.showResInstanceInfo(
    new fgs.ShowResInstanceInfoRequest('functions', 'filter').withBody(
      new fgs.ListEnterpriseResourceRequestBody().withLimit('10')));
  assert.equal(found.resources[0].resource_id, urn);
  await client.deleteTags(
    new fgs.DeleteTagsRequest('functions', urn).withBody(one('red').withAction('delete')));
}

test(async urn => {
  await triggers(urn);
  await tags(urn);
});
