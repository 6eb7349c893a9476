package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncCode;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionResult;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official Java SDK, unmodified, as a client of the host. */
class OfficialSdkTest {
  private static LocalHost host;
  private static FunctionGraphClient client;

  @BeforeAll
  static void startHost() throws Exception {
    host = LocalHost.start();
    client = host.client();
  }

  @AfterAll
  static void stopHost() throws Exception {
    host.stop();
  }

  @Test
  void createsListsInvokesAndDeletesAFunction() {
    String source =
        "exports.handler = async (event, context) => ({sum: event.a + event.b, by: context.getFunctionName()});";
    String urn =
        client
            .createFunction(
                new CreateFunctionRequest()
                    .withBody(
                        new CreateFunctionRequestBody()
                            .withFuncName("adder")
                            .withPackage("sdk")
                            .withRuntime(CreateFunctionRequestBody.RuntimeEnum.NODE_JS18_15)
                            .withHandler("index.handler")
                            .withMemorySize(128)
                            .withTimeout(10)
                            .withCodeType(CreateFunctionRequestBody.CodeTypeEnum.INLINE)
                            .withFuncCode(new FuncCode().withFile(base64(source)))))
            .getFuncUrn();
    assertTrue(urn.endsWith(":function:sdk:adder:latest"), urn);

    assertEquals(
        List.of("adder"),
        client
            .listFunctions(new ListFunctionsRequest().withPackageName("sdk"))
            .getFunctions()
            .stream()
            .map(ListFunctionResult::getFuncName)
            .toList());

    InvokeFunctionResponse answer =
        client.invokeFunction(
            new InvokeFunctionRequest()
                .withFunctionUrn(urn)
                .withXCFFRequestVersion("v1")
                .withBody(Map.of("a", 2, "b", 3)));
    assertEquals("{\"sum\":5,\"by\":\"adder\"}", answer.getResult());
    assertEquals(200, answer.getStatus());

    client.deleteFunction(new DeleteFunctionRequest().withFunctionUrn(bare(urn)));
    ClientRequestException gone =
        assertThrows(
            ClientRequestException.class,
            () -> client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn)));
    assertEquals(404, gone.getHttpStatusCode());
    assertEquals("FSS.1051", gone.getErrorCode());
  }

  private static String bare(String urn) {
    return urn.substring(0, urn.lastIndexOf(':'));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
