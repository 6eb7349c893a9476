// Metrics, logs, quotas and settings that are not there, by the official SDK for Node.js.
const assert = require('node:assert');
const {client, fgs, test} = require('./client.js');

test(async urn => {
  await client.invokeFunction(new fgs.InvokeFunctionRequest(urn).withBody({}));
  const statistics = await client.listFunctionStatistics(
    new fgs.ListFunctionStatisticsRequest(urn, '5'));
  assert.equal(statistics.count.length, 5);
  const metrics = await client.showFunctionMetrics(new fgs.ShowFunctionMetricsRequest(urn, '5'));
  assert.ok(metrics.count.length > 0);
  await client.showFuncReservedInstanceMetrics(new fgs.ShowFuncReservedInstanceMetricsRequest(urn));
  await client.listStatistics(new fgs.ListStatisticsRequest('monitor_data').withPeriod('5'));
  await client.listFunctionAsMetric(new fgs.ListFunctionAsMetricRequest().withType('count'));

  await client.enableLtsLogs(new fgs.EnableLtsLogsRequest());
  const log = await client.showLtsLogDetails(new fgs.ShowLtsLogDetailsRequest(urn));
  assert.equal(log.stream_name, 'hello_' + log.stream_id);

  await client.enableAsyncStatusLog(new fgs.EnableAsyncStatusLogRequest());
  const statuses = await client.showProjectAsyncStatusLogInfo(
    new fgs.ShowProjectAsyncStatusLogInfoRequest());
  assert.equal(statuses.stream_name, 'functiongraph-async-status');

  const quotas = await client.listQuotas(new fgs.ListQuotasRequest());
  assert.equal(quotas.quotas.resources[0].used, 1);

  const configured = () => client.listReservedInstanceConfigs(
    new fgs.ListReservedInstanceConfigsRequest().withFunctionUrn(urn));
  assert.deepEqual((await configured()).reserved_instances, []);
  const reserved = await client.listFunctionReservedInstances(
    new fgs.ListFunctionReservedInstancesRequest());
  assert.equal(reserved.count, 0);
  const reserve = count => client.updateFunctionReservedInstancesCount(
    new fgs.UpdateFunctionReservedInstancesCountRequest(urn).withBody(
      new fgs.UpdateFunctionReservedInstancesCountRequestBody(count)));
  await reserve(1);
  assert.equal((await configured()).reserved_instances[0].min_count, 1);
  await reserve(0);
  assert.deepEqual((await configured()).reserved_instances, []);
});
