package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.TestHost.Answer;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions act with their agencies on the host's own services, from inside their sandbox. */
class AgencyDockerTest {
  private static final String MESSAGE =
      "Failed to access other services because no temporary AK, SK, or token has been obtained."
          + " Please set an agency.";

  /** Asks the API with its token, and says what its keys are like. */
  private static final String PYTHON =
      """
      import os, urllib.request, urllib.error
      kept = {}
      def initializer(context):
          kept['token'] = context.getToken()
      def handler(event, context):
          token = context.getToken()
          if not token:
              return {'status': 0}
          request = urllib.request.Request(os.environ['PLANFORM_API'] + event['path'].replace('PROJECT', context.getProjectID()))
          request.add_header('X-Auth-Token', token)
          try:
              status = urllib.request.urlopen(request).status
          except urllib.error.HTTPError as error:
              status = error.code
          return {'status': status, 'same': kept['token'] == token,
                  'keys': bool(context.getSecurityAccessKey() and context.getSecuritySecretKey() and context.getSecurityToken())}
      """;

  private static final String NODE =
      """
      const http = require('http');
      exports.handler = (event, context, callback) => {
        const token = context.getToken();
        if (token === '') { callback(null, { status: 0 }); return; }
        const url = process.env.PLANFORM_API + event.path.replace('PROJECT', context.getProjectID());
        http.get(url, { headers: { 'X-Auth-Token': token } }, (answer) => {
          answer.resume();
          callback(null, { status: answer.statusCode, same: true, keys: Boolean(context.getSecurityAccessKey()
            && context.getSecuritySecretKey() && context.getSecurityToken()) });
        }).on('error', callback);
      };
      """;

  private static RealHost host;
  private static TestAgencies agencies;

  @BeforeAll
  static void open(@TempDir Path home) throws HostException {
    host = new RealHost(home);
    agencies = new TestAgencies(host.api);
  }

  @AfterAll
  static void close() {
    host.close();
  }

  private static void make(
      String name, String runtime, String code, String agency, String initializer)
      throws JsonProcessingException {
    ObjectNode request = (ObjectNode) Json.read(TestHost.function(name, runtime, "index.handler"));
    byte[] text = code.getBytes(StandardCharsets.UTF_8);
    request
        .put("timeout", 60)
        .put("code_type", "inline")
        .put("app_xrole", agency)
        .putObject("func_code")
        .put("file", Base64.getEncoder().encodeToString(text));
    if (!initializer.isEmpty()) {
      request.put("initializer_handler", initializer).put("initializer_timeout", 30);
    }
    host.create(request);
  }

  private static Answer invoke(String name, String path) {
    return host.api.call(
        "POST",
        "/fgs/functions/" + host.api.urn(name) + "/invocations",
        "{\"path\":\"%s\"}".formatted(path));
  }

  @Test
  void aFunctionDoesWhatItsAgencyMayUntilThatEnds() throws Exception {
    String id = agencies.make("reader", "FunctionGraph ReadOnlyAccess");
    make("reads", "Python3.9", PYTHON, "reader", "index.initializer");
    Answer may = invoke("reads", "/v2/PROJECT/fgs/functions");
    assertEquals("{\"status\":200,\"same\":true,\"keys\":true}", compact(may), may.text());
    assertEquals(403, Json.read(compact(invoke("reads", "/v3/users"))).path("status").asInt());
    agencies.revoke(id, "FunctionGraph ReadOnlyAccess");
    assertEquals(403, status("reads"));
    agencies.grant(id, "FunctionGraph ReadOnlyAccess");
    assertEquals(200, status("reads"));
    agencies.delete(id);
    assertEquals(401, status("reads"));
  }

  @Test
  void nodeHasTheSame() throws Exception {
    agencies.make("noder", "FunctionGraph ReadOnlyAccess");
    make("nodes", "Node.js18.15", NODE, "noder", "");
    Answer may = invoke("nodes", "/v2/PROJECT/fgs/functions");
    assertEquals("{\"status\":200,\"same\":true,\"keys\":true}", compact(may), may.text());
  }

  @Test
  void withoutAnAgencyTheLogSaysWhatIsMissing() throws Exception {
    make("lacks", "Python3.9", PYTHON, "", "");
    Answer answer =
        host.api.call(
            "POST",
            "/fgs/functions/" + host.api.urn("lacks") + "/invocations",
            "{}",
            Map.of("X-Cff-Log-Type", "tail"));
    assertEquals("{\"status\":0}", compact(answer), answer.text());
    String log =
        new String(
            Base64.getDecoder().decode(answer.header("X-Cff-Function-Log")),
            StandardCharsets.UTF_8);
    assertTrue(log.contains(MESSAGE), log);
  }

  private static int status(String name) throws JsonProcessingException {
    return Json.read(compact(invoke(name, "/v2/PROJECT/fgs/functions"))).path("status").asInt();
  }

  /** The function's answer without spaces. */
  private static String compact(Answer answer) throws JsonProcessingException {
    assertEquals(200, answer.status(), answer.text());
    return Json.read(answer.text()).toString();
  }
}
