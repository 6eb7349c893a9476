package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.KvItem;
import com.huaweicloud.sdk.functiongraph.v2.model.ListEnterpriseResourceRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionTagsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowProjectTagsListRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowResInstanceInfoRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowResInstanceInfoResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.TagItem;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionTagsRequestBody;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags, and functions by their tags, by the official Java SDK. */
class TagSdkTest {
  @TempDir Path home;
  private TestHost host;
  private FunctionGraphClient client;
  private String one;
  private String two;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    client = StrictClient.of(host);
    one = host.create("one");
    two = host.create("two");
    tag(one, "team", "red");
    tag(one, "stage", "test");
    tag(two, "team", "blue");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void tag(String urn, String key, String value) {
    assertEquals(
        204,
        client
            .createTags(
                new CreateTagsRequest()
                    .withResourceType("functions")
                    .withResourceId(urn)
                    .withBody(
                        new UpdateFunctionTagsRequestBody()
                            .withAction("create")
                            .withTags(List.of(new KvItem().withKey(key).withValue(value)))))
            .getHttpStatusCode());
  }

  private List<KvItem> tags(String urn) {
    return client
        .listFunctionTags(
            new ListFunctionTagsRequest().withResourceType("functions").withResourceId(urn))
        .getTags();
  }

  private ShowResInstanceInfoResponse find(String action, ListEnterpriseResourceRequestBody body) {
    return client.showResInstanceInfo(
        new ShowResInstanceInfoRequest()
            .withResourceType("functions")
            .withAction(action)
            .withBody(body));
  }

  private static List<KvItem> named(String part) {
    return List.of(new KvItem().withKey("resource_name").withValue(part));
  }

  @Test
  void areSetReplacedAndDeleted() {
    tag(two, "team", "green");
    assertEquals(List.of(new KvItem().withKey("team").withValue("green")), tags(two));
    client.deleteTags(
        new DeleteTagsRequest()
            .withResourceType("functions")
            .withResourceId(two)
            .withBody(
                new UpdateFunctionTagsRequestBody()
                    .withAction("delete")
                    .withTags(List.of(new KvItem().withKey("team")))));
    assertEquals(List.of(), tags(two));
  }

  @Test
  void ofAllFunctionsAreListedWithTheirValues() {
    assertEquals(
        List.of(
            new TagItem().withKey("stage").withValues(List.of("test")),
            new TagItem().withKey("team").withValues(List.of("blue", "red"))),
        client
            .showProjectTagsList(new ShowProjectTagsListRequest().withResourceType("functions"))
            .getTags());
  }

  @Test
  void findFunctions() {
    ShowResInstanceInfoResponse named =
        find("filter", new ListEnterpriseResourceRequestBody().withMatches(named("tw")));
    assertEquals(two, named.getResources().getFirst().getResourceId());
    assertEquals("two", named.getResources().getFirst().getResourceName());
    assertEquals(tags(two), named.getResources().getFirst().getTags());
    ShowResInstanceInfoResponse second =
        find("filter", new ListEnterpriseResourceRequestBody().withLimit("1").withOffset("1"));
    assertEquals(two, second.getResources().getFirst().getResourceId());
    assertEquals(2L, second.getTotalCount());
    assertEquals(2L, find("count", new ListEnterpriseResourceRequestBody()).getTotalCount());
    host.create("plain");
    assertEquals(
        host.urn("plain"),
        find("filter", new ListEnterpriseResourceRequestBody().withWithoutAnyTag(true))
            .getResources()
            .getFirst()
            .getResourceId());
  }

  @Test
  void findFunctionsByValues() {
    String path = "/functions/resource-instances/filter";
    for (String[] expected :
        new String[][] {
          {"[{\"key\":\"team\",\"values\":[\"red\",\"blue\"]}]", "2"},
          {"[{\"key\":\"team\",\"values\":[\"blue\"]}]", "1"},
          {"[{\"key\":\"team\",\"values\":[]},{\"key\":\"stage\",\"values\":[\"test\"]}]", "1"},
          {"[{\"key\":\"team\",\"values\":[\"green\"]}]", "0"},
        }) {
      assertEquals(
          expected[1],
          host.call("POST", path, "{\"tags\":" + expected[0] + "}")
              .json()
              .path("total_count")
              .asText(),
          expected[0]);
    }
  }

  @Test
  void belongToFunctionsOnly() {
    assertEquals(
        404,
        assertThrows(
                ServiceResponseException.class,
                () ->
                    client.showProjectTagsList(
                        new ShowProjectTagsListRequest().withResourceType("buckets")))
            .getHttpStatusCode());
    assertEquals(
        400,
        assertThrows(
                ServiceResponseException.class,
                () -> find("delete", new ListEnterpriseResourceRequestBody()))
            .getHttpStatusCode());
  }
}
