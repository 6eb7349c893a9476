package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ApigTriggerFuncInfo;
import com.huaweicloud.sdk.functiongraph.v2.model.BatchDeleteFunctionTriggersRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionTriggerResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTriggersRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTriggerResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.TriggerEventDataRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTriggerRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateTriggerRequestBody;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers by the official Java SDK. */
class TriggerSdkTest {
  @TempDir Path home;
  private TestHost host;
  private FunctionGraphClient client;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    client = StrictClient.of(host);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private CreateFunctionTriggerResponse create(String type, TriggerEventDataRequestBody data) {
    return client.createFunctionTrigger(
        new CreateFunctionTriggerRequest()
            .withFunctionUrn(urn)
            .withBody(
                new CreateFunctionTriggerRequestBody()
                    .withTriggerTypeCode(
                        CreateFunctionTriggerRequestBody.TriggerTypeCodeEnum.fromValue(type))
                    .withEventData(data)));
  }

  private static TriggerEventDataRequestBody timer(String name) {
    return new TriggerEventDataRequestBody()
        .withName(name)
        .withScheduleType(TriggerEventDataRequestBody.ScheduleTypeEnum.CRON)
        .withSchedule("0 0 8 * * ?")
        .withUserEvent("ue");
  }

  private ShowFunctionTriggerResponse shown(CreateFunctionTriggerResponse trigger) {
    return client.showFunctionTrigger(
        new ShowFunctionTriggerRequest()
            .withFunctionUrn(urn)
            .withTriggerTypeCode(
                ShowFunctionTriggerRequest.TriggerTypeCodeEnum.fromValue(
                    trigger.getTriggerTypeCode().getValue()))
            .withTriggerId(trigger.getTriggerId()));
  }

  @Test
  void aTimerIsMadeShownSwitchedListedAndDeleted() {
    CreateFunctionTriggerResponse made = create("TIMER", timer("morning"));
    assertEquals(201, made.getHttpStatusCode());
    assertEquals("ACTIVE", made.getTriggerStatus().getValue());
    assertEquals("0 0 8 * * ?", shown(made).getEventData().getSchedule());
    client.updateTrigger(
        new UpdateTriggerRequest()
            .withFunctionUrn(urn)
            .withTriggerTypeCode(UpdateTriggerRequest.TriggerTypeCodeEnum.TIMER)
            .withTriggerId(made.getTriggerId())
            .withBody(
                new UpdateTriggerRequestBody()
                    .withTriggerStatus(UpdateTriggerRequestBody.TriggerStatusEnum.DISABLED)));
    assertEquals("DISABLED", shown(made).getTriggerStatus().getValue());
    assertEquals(
        made.getTriggerId(),
        client
            .listFunctionTriggers(new ListFunctionTriggersRequest().withFunctionUrn(urn))
            .getBody()
            .getFirst()
            .getTriggerId());
    client.deleteFunctionTrigger(
        new DeleteFunctionTriggerRequest()
            .withFunctionUrn(urn)
            .withTriggerTypeCode(DeleteFunctionTriggerRequest.TriggerTypeCodeEnum.TIMER)
            .withTriggerId(made.getTriggerId()));
    ServiceResponseException gone = assertThrows(ServiceResponseException.class, () -> shown(made));
    assertEquals(404, gone.getHttpStatusCode());
    assertEquals("FSS.1131", gone.getErrorCode());
  }

  @Test
  void anApiKeepsWhatItWasMadeOf() {
    CreateFunctionTriggerResponse made =
        create(
            "APIG",
            new TriggerEventDataRequestBody()
                .withName("api")
                .withGroupId("default")
                .withEnvId("DEFAULT_ENVIRONMENT_RELEASE_ID")
                .withEnvName("RELEASE")
                .withPath("/hello")
                .withProtocol(TriggerEventDataRequestBody.ProtocolEnum.HTTP)
                .withReqMethod(TriggerEventDataRequestBody.ReqMethodEnum.GET)
                .withMatchMode(TriggerEventDataRequestBody.MatchModeEnum.SWA)
                .withAuth(TriggerEventDataRequestBody.AuthEnum.NONE)
                .withType(1)
                .withBackendType(TriggerEventDataRequestBody.BackendTypeEnum.FUNCTION)
                .withFuncInfo(new ApigTriggerFuncInfo().withTimeout(5000).withFunctionUrn(urn)));
    assertEquals("/hello", shown(made).getEventData().getPath());
    assertEquals(5000, shown(made).getEventData().getFuncInfo().getTimeout());
  }

  @Test
  void allOfAFunctionGoTogether() {
    create("TIMER", timer("one"));
    create("TIMER", timer("two"));
    client.batchDeleteFunctionTriggers(
        new BatchDeleteFunctionTriggersRequest().withFunctionUrn(urn));
    assertEquals(
        0,
        client
            .listFunctionTriggers(new ListFunctionTriggersRequest().withFunctionUrn(urn))
            .getBody()
            .size());
  }
}
