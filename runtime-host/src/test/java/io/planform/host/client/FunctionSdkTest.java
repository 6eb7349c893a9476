package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncCode;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionCodeRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequestBody;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK, pointed at the host. */
class FunctionSdkTest {
  @TempDir Path home;
  private TestHost host;
  private FunctionGraphClient client;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    client = StrictClient.of(host);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void createsListsShowsUpdatesInvokesAndDeletes() {
    String urn = create();
    assertEquals(1L, client.listFunctions(new ListFunctionsRequest()).getCount());
    ShowFunctionConfigResponse shown =
        client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn));
    assertEquals("hello", shown.getFuncName());
    assertEquals(128, shown.getMemorySize());

    client.updateFunctionConfig(
        new UpdateFunctionConfigRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionConfigRequestBody()
                    .withFuncName("hello")
                    .withRuntime(
                        UpdateFunctionConfigRequestBody.RuntimeEnum.fromValue("Node.js18.15"))
                    .withTimeout(9)
                    .withHandler("index.handler")
                    .withMemorySize(256)));
    client.updateFunctionCode(
        new UpdateFunctionCodeRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionCodeRequestBody()
                    .withCodeType(UpdateFunctionCodeRequestBody.CodeTypeEnum.ZIP)
                    .withFuncCode(new FuncCode().withFile(TestHost.zip("index.js", "two")))));
    assertEquals(
        256,
        client
            .showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn))
            .getMemorySize());
    assertEquals(
        TestHost.zip("index.js", "two"),
        client
            .showFunctionCode(new ShowFunctionCodeRequest().withFunctionUrn(urn))
            .getFuncCode()
            .getFile());

    InvokeFunctionResponse invoked =
        client.invokeFunction(
            new InvokeFunctionRequest()
                .withFunctionUrn(urn)
                .withXCFFRequestVersion("v1")
                .withBody(Map.of("name", "world")));
    assertEquals(200, invoked.getStatus());
    assertEquals("{\"name\":\"world\"}", invoked.getResult());
    assertTrue(invoked.getLog().contains("hello"));

    String bare = urn.substring(0, urn.lastIndexOf(':'));
    client.deleteFunction(new DeleteFunctionRequest().withFunctionUrn(bare));
    ServiceResponseException gone =
        assertThrows(
            ServiceResponseException.class,
            () -> client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn)));
    assertEquals("FSS.1051", gone.getErrorCode());
    assertEquals(404, gone.getHttpStatusCode());
  }

  @Test
  void aCallChoosesMemoryAndFormOfItsAnswer() {
    String urn = create();
    client.updateFunctionConfig(
        new UpdateFunctionConfigRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionConfigRequestBody()
                    .withFuncName("hello")
                    .withRuntime(
                        UpdateFunctionConfigRequestBody.RuntimeEnum.fromValue("Node.js18.15"))
                    .withTimeout(3)
                    .withHandler("index.handler")
                    .withMemorySize(128)
                    .withEnableDynamicMemory(true)));
    InvokeFunctionRequest call =
        new InvokeFunctionRequest()
            .withFunctionUrn(urn)
            .withXCffInstanceMemory("512")
            .withXCffLogType("tail")
            .withBody(Map.of("result", "plain"));
    InvokeFunctionResponse plain = client.invokeFunction(call);
    assertEquals("plain", plain.getResult());
    assertNull(plain.getStatus());
    assertEquals(36, plain.getXCffRequestId().length());
    assertEquals(512, host.invoker.calls.remove().function().memoryMegabytes());
    InvokeFunctionResponse enveloped = client.invokeFunction(call.withXCFFRequestVersion("v1"));
    assertEquals("{\"result\":\"plain\"}", enveloped.getResult());
    assertEquals(200, enveloped.getStatus());
    assertEquals(enveloped.getXCffRequestId(), enveloped.getRequestId());
    ServiceResponseException refused =
        assertThrows(
            ServiceResponseException.class,
            () -> client.invokeFunction(call.withXCffInstanceMemory("100")));
    assertEquals("FSS.0406", refused.getErrorCode());
  }

  @Test
  void isRefusedWithAnotherKey() {
    ServiceResponseException refused =
        assertThrows(
            ServiceResponseException.class,
            () -> host.officialClient("wrong").listFunctions(new ListFunctionsRequest()));
    assertEquals(401, refused.getHttpStatusCode());
    assertEquals("FSS.0401", refused.getErrorCode());
  }

  private String create() {
    return client
        .createFunction(
            new CreateFunctionRequest()
                .withBody(
                    new CreateFunctionRequestBody()
                        .withFuncName("hello")
                        .withPackage("default")
                        .withRuntime(
                            CreateFunctionRequestBody.RuntimeEnum.fromValue("Node.js18.15"))
                        .withTimeout(3)
                        .withHandler("index.handler")
                        .withMemorySize(128)
                        .withCodeType(CreateFunctionRequestBody.CodeTypeEnum.ZIP)
                        .withFuncCode(new FuncCode().withFile(TestHost.zip("index.js", "one")))))
        .getFuncUrn();
  }
}
