package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.planform.functiongraph.code.CodeDigest;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session whose function a recorded API has. */
abstract class FunctionContract {
  static final String FUNCTIONS = "/v2/p1/fgs/functions";
  static final String ONE = FUNCTIONS + "/" + URN;
  static final String ZIP = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
  static final String DIGEST = CodeDigest.of(new byte[] {1, 2, 3}).hex();
  static final String SHOWN =
      "{'func_urn':'"
          + URN
          + ":latest','func_name':'hello','package':'default','runtime':'Node.js18.15',"
          + "'handler':'index.handler','memory_size':128,'timeout':30,'code_type':'zip',"
          + "'version':'latest','description':'','digest':'"
          + DIGEST
          + "','type':'v2','strategy_config':{'concurrency':400,'concurrent_num':1},"
          + "'initializer_handler':'','initializer_timeout':0,'app_xrole':'',"
          + "'enable_auth_in_header':false,'ephemeral_storage':512,'custom_image':{'enabled':false,'image':''}";

  @TempDir Path home;
  RecordedApi api;
  ProviderSession session;

  @BeforeEach
  void open() throws IOException {
    api = new RecordedApi();
    LocalSession.hostRunsAt(home, api.url());
    session = LocalSession.open(home);
  }

  @AfterEach
  void close() {
    session.close();
    api.close();
  }

  static Map<String, Value> hello() {
    Map<String, Value> arguments = new HashMap<>();
    arguments.put("name", Value.of("hello"));
    arguments.put("app", Value.of("default"));
    arguments.put("runtime", Value.of("Node.js18.15"));
    arguments.put("handler", Value.of("index.handler"));
    arguments.put("memory_size", Value.of(128));
    arguments.put("timeout", Value.of(30));
    arguments.put("code_type", Value.of("zip"));
    arguments.put("func_code", Value.of(ZIP));
    return arguments;
  }

  static Value.Obj configuration(Map<String, Value> more) {
    Map<String, Value> arguments = hello();
    arguments.putAll(more);
    return LocalSession.configuration(FUNCTION, arguments);
  }

  final Outcome create(Value.Obj configuration) {
    Planned planned = session.plan(FUNCTION, null, configuration);
    return session.create(FUNCTION, planned.state(), configuration, OPERATION);
  }

  final Value.Obj created() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Value.Obj state = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of()))).state();
    api.forget();
    return state;
  }

  final void update(Value.Obj state, Value.Obj configuration) {
    Planned planned = session.plan(FUNCTION, state, configuration);
    assertEquals(Set.of(), planned.replace());
    assertInstanceOf(
        Outcome.Done.class,
        session.update(FUNCTION, state, planned.state(), configuration, OPERATION));
  }
}
