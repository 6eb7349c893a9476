package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.AsyncInvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CancelAsyncInvocationRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CancelAsyncInvocationRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionAsyncInvokeConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncAsyncDestinationConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncDestinationConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.ListActiveAsyncInvocationsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListAsyncInvocationsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionAsyncInvocationsResult;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionAsyncInvokeConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionAsyncInvokeConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionAsyncInvokeConfigResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionAsyncInvokeConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionAsyncInvokeConfigRequestBody;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import io.planform.host.dispatch.Invocation;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous invocations and their configuration by the official Java SDK. */
class AsyncSdkTest {
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

  private String invoke() {
    return client
        .asyncInvokeFunction(
            new AsyncInvokeFunctionRequest().withFunctionUrn(urn).withBody(Map.of("n", 1)))
        .getRequestId();
  }

  private ListFunctionAsyncInvocationsResult found(String id) {
    return client
        .listAsyncInvocations(
            new ListAsyncInvocationsRequest()
                .withFunctionUrn(urn)
                .withRequestId(id)
                .withLimit("10")
                .withQueryBeginTime(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(10)))
        .getInvocations()
        .getFirst();
  }

  @Test
  void invokesAndListsWhatBecameOfIt() {
    String id = invoke();
    while (client
            .listActiveAsyncInvocations(
                new ListActiveAsyncInvocationsRequest().withFunctionUrn(urn).withRequests(id))
            .getCount()
        > 0) {
      Thread.onSpinWait();
    }
    ListFunctionAsyncInvocationsResult ended = found(id);
    assertEquals(ListFunctionAsyncInvocationsResult.StatusEnum.SUCCESS, ended.getStatus());
    assertEquals(0, ended.getErrorCode());
    ServiceResponseException over =
        assertThrows(
            ServiceResponseException.class,
            () ->
                client.cancelAsyncInvocation(
                    new CancelAsyncInvocationRequest()
                        .withFunctionUrn(urn)
                        .withBody(new CancelAsyncInvocationRequestBody().withRequestId(id))));
    assertEquals(400, over.getHttpStatusCode());
  }

  @Test
  void stopsWhatWaits() {
    host.call("PUT", "/fgs/functions/" + urn + "/config-max-instance", "{\"max_instance_num\":0}");
    host.invoker.behaviour =
        (_, _) -> Invocation.Cause.OVERLOADED.because("disabled", Invocation.Summary.NOTHING);
    String id = invoke();
    client.cancelAsyncInvocation(
        new CancelAsyncInvocationRequest()
            .withFunctionUrn(urn)
            .withBody(
                new CancelAsyncInvocationRequestBody()
                    .withRequestId(id)
                    .withType(CancelAsyncInvocationRequestBody.TypeEnum.FORCE)));
    while (found(id).getErrorCode() == 0) {
      Thread.onSpinWait();
    }
    assertEquals(4208, found(id).getErrorCode());
  }

  @Test
  void configuresShowsListsAndDeletes() {
    String told = host.create("told");
    FuncDestinationConfig destination =
        new FuncDestinationConfig()
            .withDestination(FuncDestinationConfig.DestinationEnum.FUNCTIONGRAPH)
            .withParam("{\"func_urn\":\"" + told + "\"}");
    client.updateFunctionAsyncInvokeConfig(
        new UpdateFunctionAsyncInvokeConfigRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionAsyncInvokeConfigRequestBody()
                    .withMaxAsyncRetryAttempts(2)
                    .withMaxAsyncEventAgeInSeconds(60)
                    .withDestinationConfig(
                        new FuncAsyncDestinationConfig().withOnFailure(destination))));
    ShowFunctionAsyncInvokeConfigResponse shown =
        client.showFunctionAsyncInvokeConfig(
            new ShowFunctionAsyncInvokeConfigRequest().withFunctionUrn(urn));
    assertEquals(2, shown.getMaxAsyncRetryAttempts());
    assertEquals(60, shown.getMaxAsyncEventAgeInSeconds());
    assertEquals(destination, shown.getDestinationConfig().getOnFailure());
    assertEquals(
        1L,
        client
            .listFunctionAsyncInvokeConfig(
                new ListFunctionAsyncInvokeConfigRequest().withFunctionUrn(urn))
            .getCount());
    client.deleteFunctionAsyncInvokeConfig(
        new DeleteFunctionAsyncInvokeConfigRequest().withFunctionUrn(urn));
    assertEquals(
        "FSS.0404",
        assertThrows(
                ServiceResponseException.class,
                () ->
                    client.showFunctionAsyncInvokeConfig(
                        new ShowFunctionAsyncInvokeConfigRequest().withFunctionUrn(urn)))
            .getErrorCode());
  }
}
