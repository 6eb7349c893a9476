package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionVersionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateVersionAliasRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateVersionAliasResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ExportFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ImportFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ImportFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.InvokeFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionVersionResult;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionVersionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionVersionsResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.ListVersionAliasesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionCodeRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowVersionAliasResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateVersionAliasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateVersionAliasRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.VersionStrategy;
import com.huaweicloud.sdk.functiongraph.v2.model.VersionStrategyRules;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions, aliases, import and export by the official Java SDK. */
class VersionSdkTest {
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

  private CreateFunctionVersionResponse publish(String name) {
    return client.createFunctionVersion(
        new CreateFunctionVersionRequest()
            .withFunctionUrn(urn)
            .withBody(
                new CreateFunctionVersionRequestBody()
                    .withVersion(name)
                    .withDescription("of " + name)));
  }

  private CreateVersionAliasResponse alias(CreateVersionAliasRequestBody body) {
    return client.createVersionAlias(
        new CreateVersionAliasRequest().withFunctionUrn(urn).withBody(body));
  }

  private String reached(String at) {
    client.invokeFunction(
        new InvokeFunctionRequest().withFunctionUrn(at).withBody(Map.of("name", "world")));
    return host.invoker.calls.remove().function().version();
  }

  private void assertRefused(int status, String code, Runnable call) {
    ServiceResponseException refused = assertThrows(ServiceResponseException.class, call::run);
    assertEquals(status, refused.getHttpStatusCode());
    assertEquals(code, refused.getErrorCode());
  }

  @Test
  void publishesListsShowsInvokesAndDeletesVersions() {
    CreateFunctionVersionResponse published = publish("v1");
    assertEquals("v1", published.getVersion());
    assertEquals("of v1", published.getVersionDescription());
    assertEquals(urn + ":v1", published.getFuncUrn());
    assertRefused(400, "FSS.1016", () -> publish("v2"));

    ListFunctionVersionsResponse listed =
        client.listFunctionVersions(
            new ListFunctionVersionsRequest()
                .withFunctionUrn(urn)
                .withMarker("0")
                .withMaxitems("100"));
    assertEquals(
        List.of("latest", "v1"),
        listed.getVersions().stream().map(ListFunctionVersionResult::getVersion).toList());
    assertEquals(2L, listed.getCount());
    assertEquals(0L, listed.getNextMarker());

    String version = published.getFuncUrn();
    assertEquals(
        "v1",
        client
            .showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(version))
            .getVersion());
    assertEquals(
        TestHost.zip("index.js", "exports.handler = e => e;"),
        client
            .showFunctionCode(new ShowFunctionCodeRequest().withFunctionUrn(version))
            .getFuncCode()
            .getFile());
    assertEquals("v1", reached(version));
    client.deleteFunction(new DeleteFunctionRequest().withFunctionUrn(version));
    assertRefused(404, "FSS.1052", () -> reached(version));
  }

  @Test
  void createsShowsUpdatesInvokesAndDeletesAliases() {
    publish("v1");
    host.call("PUT", "/fgs/functions/" + urn + "/config-max-instance", "{\"max_instance_num\":7}");
    publish("v2");
    CreateVersionAliasResponse made =
        alias(
            new CreateVersionAliasRequestBody()
                .withName("live")
                .withVersion("v1")
                .withAdditionalVersionWeights(Map.of("v2", 100)));
    assertEquals(urn + ":!live", made.getAliasUrn());
    assertEquals("v2", reached(made.getAliasUrn()));
    assertEquals(
        Map.of("v2", 100L),
        client
            .listVersionAliases(new ListVersionAliasesRequest().withFunctionUrn(urn))
            .getBody()
            .getFirst()
            .getAdditionalVersionWeights());

    VersionStrategyRules rule =
        new VersionStrategyRules()
            .withRuleType(VersionStrategyRules.RuleTypeEnum.HEADER)
            .withParam("X-Group")
            .withOp(VersionStrategyRules.OpEnum.IN)
            .withValue("beta,canary");
    client.updateVersionAlias(
        new UpdateVersionAliasRequest()
            .withFunctionUrn(urn)
            .withAliasName("live")
            .withBody(
                new UpdateVersionAliasRequestBody()
                    .withVersion("v1")
                    .withAdditionalVersionStrategy(
                        Map.of(
                            "v2",
                            new VersionStrategy()
                                .withCombineType(VersionStrategy.CombineTypeEnum.AND)
                                .withRules(List.of(rule))))));
    ShowVersionAliasResponse shown =
        client.showVersionAlias(
            new ShowVersionAliasRequest().withFunctionUrn(urn).withAliasName("live"));
    assertEquals(List.of(rule), shown.getAdditionalVersionStrategy().get("v2").getRules());
    assertEquals("v1", reached(made.getAliasUrn()));

    client.deleteVersionAlias(
        new DeleteVersionAliasRequest().withFunctionUrn(urn).withAliasName("live"));
    assertRefused(404, "FSS.1053", () -> reached(made.getAliasUrn()));
  }

  @Test
  void exportsAndImports() {
    assertEquals(
        200,
        client
            .exportFunction(
                new ExportFunctionRequest().withFunctionUrn(urn).withConfig(true).withCode(true))
            .getHttpStatusCode());
    // The SDK's model of the answer has no content.
    byte[] archive = host.get("/fgs/functions/" + urn + "/export?code=true&config=true").body();
    assertEquals(
        host.urn("copy") + ":latest",
        client
            .importFunction(
                new ImportFunctionRequest()
                    .withBody(
                        new ImportFunctionRequestBody()
                            .withFuncName("copy")
                            .withFileName("hello.zip")
                            .withFileType("zip")
                            .withFileCode(Base64.getEncoder().encodeToString(archive))))
            .getFuncUrn());
  }
}
