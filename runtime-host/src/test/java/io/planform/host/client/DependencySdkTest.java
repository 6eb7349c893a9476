package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateDependencyRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateDependencyVersionResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateEventRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateFunctionRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.FuncCode;
import com.huaweicloud.sdk.functiongraph.v2.model.ListDependenciesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListEventsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionReservedInstancesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTemplateRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListQuotasRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListReservedInstanceConfigsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.MetricConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTemplateRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionTemplateResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.TacticsConfig;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateEventRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCodeRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionCollectStateRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionMaxInstanceConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionMaxInstanceConfigRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionReservedInstancesCountRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionReservedInstancesCountRequestBody;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies, test events, templates and lists by the official Java SDK. */
class DependencySdkTest {
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
  void dependenciesAreMadeAttachedListedAndDeleted() {
    CreateDependencyVersionResponse made =
        client.createDependencyVersion(
            new CreateDependencyVersionRequest()
                .withBody(
                    new CreateDependencyRequestBody()
                        .withName("layer")
                        .withRuntime(
                            CreateDependencyRequestBody.RuntimeEnum.fromValue("Node.js18.15"))
                        .withDependType("zip")
                        .withDependFile(TestHost.zip("node_modules/left/index.js", "1"))));
    assertEquals(1L, made.getVersion());
    String dependency = made.getDepId();
    assertEquals(
        made.getId(),
        client
            .showDependencyVersion(
                new ShowDependencyVersionRequest().withDependId(dependency).withVersion("1"))
            .getId());
    assertEquals(
        dependency,
        client
            .listDependencies(new ListDependenciesRequest().withName("layer"))
            .getDependencies()
            .getFirst()
            .getId());
    assertEquals(
        1L,
        client
            .listDependencyVersion(new ListDependencyVersionRequest().withDependId(dependency))
            .getCount());

    String urn = host.create("hello");
    client.updateFunctionCode(
        new UpdateFunctionCodeRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionCodeRequestBody()
                    .withCodeType(UpdateFunctionCodeRequestBody.CodeTypeEnum.ZIP)
                    .withFuncCode(new FuncCode().withFile(TestHost.zip("index.js", "two")))
                    .withDependVersionList(List.of(made.getId()))));
    ShowFunctionConfigResponse shown =
        client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn));
    assertEquals(List.of(made.getId()), shown.getDependVersionList());
    assertEquals("layer", shown.getDependencies().getFirst().getName());

    DeleteDependencyVersionRequest delete =
        new DeleteDependencyVersionRequest().withDependId(dependency).withVersion("1");
    ServiceResponseException used =
        assertThrows(ServiceResponseException.class, () -> client.deleteDependencyVersion(delete));
    assertEquals("FSS.1033", used.getErrorCode());
    client.updateFunctionCode(
        new UpdateFunctionCodeRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionCodeRequestBody()
                    .withCodeType(UpdateFunctionCodeRequestBody.CodeTypeEnum.ZIP)
                    .withDependVersionList(List.of())));
    client.deleteDependencyVersion(delete);
    assertEquals(0L, client.listDependencies(new ListDependenciesRequest()).getCount());
  }

  @Test
  void testEventsAreMadeChangedListedAndDeleted() {
    String urn = host.create("hello");
    String id =
        client
            .createEvent(
                new CreateEventRequest()
                    .withFunctionUrn(urn)
                    .withBody(new CreateEventRequestBody().withName("first").withContent("e30=")))
            .getId();
    client.updateEvent(
        new UpdateEventRequest()
            .withFunctionUrn(urn)
            .withEventId(id)
            .withBody(new UpdateEventRequestBody().withContent("W10=")));
    assertEquals(
        "W10=",
        client.showEvent(new ShowEventRequest().withFunctionUrn(urn).withEventId(id)).getContent());
    assertEquals(
        "first",
        client
            .listEvents(new ListEventsRequest().withFunctionUrn(urn))
            .getEvents()
            .getFirst()
            .getName());
    client.deleteEvent(new DeleteEventRequest().withFunctionUrn(urn).withEventId(id));
    assertEquals(0, client.listEvents(new ListEventsRequest().withFunctionUrn(urn)).getCount());
  }

  @Test
  void aFunctionIsMadeOfATemplate() {
    String id =
        client
            .listFunctionTemplate(new ListFunctionTemplateRequest().withRuntime("Python3.10"))
            .getFuncTemplates()
            .getFirst()
            .getId();
    ShowFunctionTemplateResponse template =
        client.showFunctionTemplate(new ShowFunctionTemplateRequest().withTemplateId(id));
    assertNotNull(template.getTempDetail().getInput());
    String urn =
        client
            .createFunction(
                new CreateFunctionRequest()
                    .withBody(
                        new CreateFunctionRequestBody()
                            .withFuncName("made")
                            .withPackage("default")
                            .withRuntime(
                                CreateFunctionRequestBody.RuntimeEnum.fromValue(
                                    template.getRuntime()))
                            .withTimeout(template.getTimeout())
                            .withHandler(template.getHandler())
                            .withMemorySize(template.getMemorySize())
                            .withCodeType(
                                CreateFunctionRequestBody.CodeTypeEnum.fromValue(
                                    template.getCodeType()))
                            .withFuncCode(new FuncCode().withFile(template.getCode()))))
            .getFuncUrn();
    assertTrue(urn.endsWith(":made:latest"), urn);
  }

  @Test
  void settingsAreChangedOrRefused() {
    String urn = host.create("hello");
    client.updateFunctionMaxInstanceConfig(
        new UpdateFunctionMaxInstanceConfigRequest()
            .withFunctionUrn(urn)
            .withBody(new UpdateFunctionMaxInstanceConfigRequestBody().withMaxInstanceNum(0)));
    assertEquals(
        0,
        client
            .showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn))
            .getStrategyConfig()
            .getConcurrency());
    client.updateFunctionCollectState(
        new UpdateFunctionCollectStateRequest().withFuncUrn(urn).withState("true"));
  }

  @Test
  void reservedInstancesAreSetAndShown() {
    host.create("hello");
    String urn = host.urn("hello");
    var tactics =
        new TacticsConfig()
            .addMetricConfigsItem(
                new MetricConfig()
                    .withName("busy")
                    .withType(MetricConfig.TypeEnum.CONCURRENCY)
                    .withThreshold(60)
                    .withMin(1));
    var set =
        client.updateFunctionReservedInstancesCount(
            new UpdateFunctionReservedInstancesCountRequest()
                .withFunctionUrn(urn + ":latest")
                .withBody(
                    new UpdateFunctionReservedInstancesCountRequestBody()
                        .withCount(2)
                        .withTacticsConfig(tactics)));
    assertEquals(2, set.getCount());
    var shown =
        client
            .listReservedInstanceConfigs(
                new ListReservedInstanceConfigsRequest().withFunctionUrn(urn))
            .getReservedInstances()
            .getFirst();
    assertEquals(2, shown.getMinCount());
    assertEquals(tactics, shown.getTacticsConfig());
    assertEquals(
        urn + ":latest",
        client
            .listFunctionReservedInstances(new ListFunctionReservedInstancesRequest())
            .getReservedinstances()
            .getFirst()
            .getFuncUrn());
  }

  @Test
  void listsTellWhatIsThere() {
    host.create("hello");
    assertEquals(
        1,
        client.listQuotas(new ListQuotasRequest()).getQuotas().getResources().getFirst().getUsed());
    assertEquals(
        0L,
        client.listReservedInstanceConfigs(new ListReservedInstanceConfigsRequest()).getCount());
    assertEquals(
        0L,
        client
            .listFunctionReservedInstances(new ListFunctionReservedInstancesRequest())
            .getCount());
  }
}
