package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.core.exception.ServiceResponseException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation of the official Java SDK, called with next to nothing. */
class SdkOperationsTest {
  @TempDir Path home;

  @Test
  void knowsAllOfThem() {
    assertEquals(92, SdkOperation.all().size());
  }

  @Test
  void whatIsNotBuiltSaysSoByItsName() throws HostException {
    Coverage coverage = Coverage.read();
    try (TestHost host = new TestHost(home)) {
      String urn = host.create("hello");
      FunctionGraphClient client = host.officialClient(host.credentials().secretKey());
      for (SdkOperation operation : SdkOperation.all()) {
        if (coverage.isBuilt(operation.name())) {
          continue;
        }
        ServiceResponseException refused = refusal(client, operation, urn);
        assertEquals("FSS.0406", refused.getErrorCode(), operation.name());
        assertTrue(
            refused
                .getErrorMsg()
                .endsWith(
                    "The operation %s is not implemented by this runtime host."
                        .formatted(operation.name())),
            refused.getErrorMsg());
      }
    }
  }

  private static ServiceResponseException refusal(
      FunctionGraphClient client, SdkOperation operation, String urn) {
    try {
      Method method =
          FunctionGraphClient.class.getMethod(operation.javaMethod(), operation.request());
      Object answer = method.invoke(client, request(operation, urn));
      throw new AssertionError(operation.name() + " answered " + answer);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ServiceResponseException refused) {
        return refused;
      }
      throw new AssertionError(operation.name(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(operation.name(), e);
    }
  }

  private static Object request(SdkOperation operation, String urn)
      throws ReflectiveOperationException {
    Object request = operation.request().getConstructor().newInstance();
    List<Method> setters =
        Arrays.stream(operation.request().getMethods())
            .filter(method -> method.getName().startsWith("set"))
            .toList();
    for (Method setter : setters) {
      Class<?> type = setter.getParameterTypes()[0];
      if (type == String.class) {
        setter.invoke(request, setter.getName().endsWith("Urn") ? urn : "1");
      } else if (type == Integer.class) {
        setter.invoke(request, 1);
      } else if (type == Long.class) {
        setter.invoke(request, 1L);
      } else if (type.getSimpleName().endsWith("Enum")) {
        setter.invoke(request, anyOf(type));
      } else if (setter.getName().equals("setBody")) {
        setter.invoke(request, type == Map.class ? Map.of() : type.getConstructor().newInstance());
      }
    }
    return request;
  }

  /** The SDK's enumerations are classes with constants. */
  private static Object anyOf(Class<?> enumeration) throws IllegalAccessException {
    for (Field constant : enumeration.getFields()) {
      if (constant.getType() == enumeration) {
        return constant.get(null);
      }
    }
    throw new AssertionError(enumeration);
  }
}
