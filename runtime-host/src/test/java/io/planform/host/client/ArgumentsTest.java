package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import io.planform.host.TestHost.Answer;
import io.planform.host.server.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No argument of an operation is accepted and ignored: each field that the SDK's models have,
 * however deep, is sent with a wrong type in a request that is right otherwise, and the answer must
 * refuse it by its name.
 */
class ArgumentsTest {
  private static final String CODE = "\"func_code\":{\"file\":\"" + zip() + "\"}";
  private static final String SETTINGS =
      "\"runtime\":\"Node.js18.15\",\"timeout\":3,\"handler\":\"index.handler\",\"memory_size\":128";
  private static final String TIMER =
      "\"event_data\":{\"name\":\"often\",\"schedule_type\":\"Rate\",\"schedule\":\"3m\"}";

  @TempDir Path home;
  private TestHost host;
  private String urn;
  private final List<String> ignored = new ArrayList<>();

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private static String zip() {
    return TestHost.zip("index.js", "exports.handler = e => e;");
  }

  @Test
  void eachIsReadOrRefused() throws JsonProcessingException {
    String trigger =
        host.call("POST", "/fgs/triggers/" + urn, "{\"trigger_type_code\":\"TIMER\"," + TIMER + "}")
            .json()
            .path("trigger_id")
            .asText();
    String event =
        host.call(
                "POST",
                "/fgs/functions/" + urn + "/events",
                "{\"name\":\"first\",\"content\":\"e30=\"}")
            .json()
            .path("id")
            .asText();
    host.call("POST", "/fgs/functions/" + urn + "/versions", "{\"version\":\"v1\"}");
    host.call(
        "POST", "/fgs/functions/" + urn + "/aliases", "{\"name\":\"live\",\"version\":\"v1\"}");

    byte[] exported = host.get("/fgs/functions/" + urn + "/export?code=true&config=true").body();

    check(
        "CreateFunction",
        "{\"func_name\":\"new\",\"code_type\":\"zip\"," + CODE + "," + SETTINGS + "}");
    check("UpdateFunctionConfig", "{" + SETTINGS + "}", urn);
    check("UpdateFunctionCode", "{\"code_type\":\"zip\"," + CODE + "}", urn);
    check("UpdateFunctionMaxInstanceConfig", "{\"max_instance_num\":1}", urn);
    check("CreateFunctionVersion", "{\"version\":\"v2\"}", urn);
    check("CreateVersionAlias", "{\"name\":\"other\",\"version\":\"latest\"}", urn);
    check("UpdateVersionAlias", "{\"version\":\"v1\"}", urn, "live");
    check("CreateFunctionTrigger", "{\"trigger_type_code\":\"TIMER\"," + TIMER + "}", urn);
    check("UpdateTrigger", "{" + TIMER + "}", urn, "TIMER", trigger);
    check("CreateEvent", "{\"name\":\"second\",\"content\":\"e30=\"}", urn);
    check("UpdateEvent", "{\"content\":\"e30=\"}", urn, event);
    check(
        "CreateDependencyVersion",
        "{\"name\":\"layer\",\"runtime\":\"Node.js18.15\",\"depend_type\":\"zip\",\"depend_file\":\"%s\"}"
            .formatted(zip()));
    check(
        "ImportFunction",
        "{\"func_name\":\"copy\",\"file_name\":\"f.zip\",\"file_type\":\"zip\",\"file_code\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(exported)));
    check("CreateTags", "{\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}", "functions", urn);
    check("DeleteTags", "{\"tags\":[{\"key\":\"a\"}]}", "functions", urn);
    check("ShowResInstanceInfo", "{}", "functions", "filter");
    check("UpdateFunctionReservedInstancesCount", "{\"count\":0}", urn);
    check("UpdateFunctionAsyncInvokeConfig", "{}", urn);
    check("CancelAsyncInvocation", "{\"request_id\":\"1\"}", urn);

    assertEquals(List.of(), ignored);
  }

  private void check(String operation, String base, String... parameters)
      throws JsonProcessingException {
    SdkOperation known =
        SdkOperation.all().stream()
            .filter(each -> each.name().equals(operation))
            .findAny()
            .orElseThrow();
    ObjectNode right = (ObjectNode) Json.read(base);
    try {
      Class<?> model = known.request().getDeclaredField("body").getType();
      AnswerTypes.fields(model)
          .forEach(
              (name, type) ->
                  wrong(type, 0)
                      .forEach(
                          value -> {
                            ObjectNode body = right.deepCopy();
                            body.set(name, merged(right.path(name), value));
                            refused(known, name, body, parameters);
                          }));
    } catch (NoSuchFieldException e) {
      throw new LinkageError(operation, e);
    }
  }

  /** What an object has besides the wrong field stays as it is. */
  private static JsonNode merged(JsonNode right, JsonNode wrong) {
    return right instanceof ObjectNode object && wrong instanceof ObjectNode other
        ? object.deepCopy().setAll(other)
        : wrong;
  }

  private void refused(SdkOperation operation, String name, ObjectNode body, String... parameters) {
    String path = operation.path().replace("/v2/{project_id}", "");
    for (String parameter : parameters) {
      path = path.replaceFirst("\\{[^}]*}", parameter);
    }
    Answer answer = host.call(operation.method(), path, body.toString());
    if (answer.status() < 400 || answer.status() >= 500 || !names(answer, name, body.get(name))) {
      ignored.add(
          "%s takes %s: %s for %s"
              .formatted(operation.name(), name, answer.status(), body.get(name)));
    }
  }

  /** By its own name, or that of what it is in. */
  private static boolean names(Answer answer, String name, JsonNode value) {
    return answer.text().contains(name)
        || (value.isContainerNode()
            && value.properties().stream()
                .anyMatch(each -> names(answer, each.getKey(), each.getValue())));
  }

  /** Values of wrong types, the whole first, then each field of a model. */
  private static List<JsonNode> wrong(Type type, int depth) {
    List<JsonNode> wrong = new ArrayList<>();
    switch (type) {
      case ParameterizedType container when container.getRawType() == List.class -> {
        wrong.add(IntNode.valueOf(1));
        for (JsonNode item : wrong(container.getActualTypeArguments()[0], depth + 1)) {
          wrong.add(Json.array().add(item));
        }
      }
      case ParameterizedType map -> wrong.add(IntNode.valueOf(1));
      case Class<?> plain -> {
        Map<String, Type> fields = AnswerTypes.fields(plain);
        if (fields.isEmpty()) {
          wrong.add(wrong(plain));
        } else {
          wrong.add(IntNode.valueOf(1));
          if (depth < 3) {
            fields.forEach(
                (name, field) ->
                    wrong(field, depth + 1)
                        .forEach(value -> wrong.add(Json.object().set(name, value))));
          }
        }
      }
      default -> throw new AssertionError(type);
    }
    return wrong;
  }

  private static JsonNode wrong(Class<?> type) {
    if (type == Integer.class || type == Long.class || type == Double.class) {
      return TextNode.valueOf("many");
    }
    return type == Boolean.class ? TextNode.valueOf("maybe") : BooleanNode.TRUE;
  }
}
