package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.huaweicloud.sdk.core.http.HttpRequestDef;
import com.huaweicloud.sdk.core.http.LocationType;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphMeta;
import io.planform.host.TestHost;
import io.planform.host.TestHost.Answer;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that come in pages refuse a page that is none. */
class PagingTest {
  private static final Set<String> NUMBERS = Set.of("marker", "maxitems", "limit");

  @TempDir Path home;

  @Test
  void pagesAreNumbers() throws Exception {
    Coverage coverage = Coverage.read();
    try (TestHost host = new TestHost(home)) {
      String urn = host.create("hello");
      for (SdkOperation operation : SdkOperation.all()) {
        if (coverage.isBuilt(operation.name())) {
          for (String parameter : numbers(operation).toList()) {
            for (String value : new String[] {"x", "-1"}) {
              refuses(host, operation, urn, parameter + "=" + value);
            }
          }
        }
      }
    }
  }

  private static Stream<String> numbers(SdkOperation operation)
      throws ReflectiveOperationException {
    Field field = FunctionGraphMeta.class.getField(operation.javaMethod());
    return ((HttpRequestDef<?, ?>) field.get(null))
        .getRequestFields().stream()
            .filter(each -> each.getLocation() == LocationType.Query)
            .map(each -> each.getName())
            .filter(NUMBERS::contains);
  }

  private static void refuses(TestHost host, SdkOperation operation, String urn, String query) {
    String path =
        operation
            .path()
            .replace("/v2/{project_id}", "")
            .replace("{function_urn}", urn)
            .replace("{func_urn}", urn)
            .replace("{depend_id}", "none");
    Answer answer = host.call(operation.method(), path + "?" + query, "");
    assertEquals(400, answer.status(), operation.name() + " " + query + " " + answer.text());
  }
}
