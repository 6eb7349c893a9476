// Dependencies, test events and templates by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, refusal, test} = require('./client.js');

async function dependencies(urn) {
  const made = await client.createDependencyVersion(
    new fgs.CreateDependencyVersionRequest().withBody(
      new fgs.CreateDependencyRequestBody('zip', 'Node.js18.15', 'layer')
        .withDependFile(process.env.PACKAGE)
        .withDescription('of tests')));
  assert.equal(made.version, 1);
  const listed = await client.listDependencies(
    new fgs.ListDependenciesRequest().withName('layer').withMaxitems('10').withMarker('0'));
  assert.equal(listed.dependencies[0].id, made.dep_id);
  const versions = await client.listDependencyVersion(
    new fgs.ListDependencyVersionRequest(made.dep_id));
  assert.equal(versions.dependencies[0].id, made.id);
  const shown = await client.showDependencyVersion(
    new fgs.ShowDependencyVersionRequest(made.dep_id, '1'));
  assert.equal(shown.name, 'layer');
  await client.updateFunctionCode(
    new fgs.UpdateFunctionCodeRequest(urn).withBody(
      new fgs.UpdateFunctionCodeRequestBody('zip', new fgs.FuncCode().withFile(process.env.PACKAGE))
        .withDependVersionList([made.id])));
  const remove = () => client.deleteDependencyVersion(
    new fgs.DeleteDependencyVersionRequest(made.dep_id, '1'));
  assert.equal(await refusal(remove()), 'FSS.1033');
  await client.updateFunctionCode(
    new fgs.UpdateFunctionCodeRequest(urn).withBody(
      new fgs.UpdateFunctionCodeRequestBody('zip', new fgs.FuncCode().withFile(process.env.PACKAGE))
        .withDependVersionList([])));
  await remove();
}

async function events(urn) {
  const made = await client.createEvent(
    new fgs.CreateEventRequest(urn).withBody(new fgs.CreateEventRequestBody('first', 'e30=')));
  await client.updateEvent(
    new fgs.UpdateEventRequest(urn).withEventId(made.id).withBody(
      new fgs.UpdateEventRequestBody('W10=')));
  const shown = await client.showEvent(new fgs.ShowEventRequest(urn).withEventId(made.id));
  assert.equal(shown.content, 'W10=');
  const listed = await client.listEvents(new fgs.ListEventsRequest(urn));
  assert.equal(listed.events[0].name, 'first');
  await client.deleteEvent(new fgs.DeleteEventRequest(urn).withEventId(made.id));
}

async function templates() {
  const listed = await client.listFunctionTemplate(
    new fgs.ListFunctionTemplateRequest().withRuntime('Python3.10'));
  const shown = await client.showFunctionTemplate(
    new fgs.ShowFunctionTemplateRequest(listed.func_templates[0].id));
  assert.equal(shown.runtime, 'Python3.10');
}

test(async urn => {
  await dependencies(urn);
  await events(urn);
  await templates();
});
