package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in real containers that share file systems. */
class FileSystemDockerTest {
  private static final String CODE =
      """
      import os

      def handler(event, context):
          path = event['path']
          if 'text' in event:
              with open(path, 'w') as file:
                  file.write(event['text'])
          if 'gigabytes' in event:
              with open(path, 'wb') as file:
                  os.posix_fallocate(file.fileno(), 0, event['gigabytes'] << 30)
          status = os.stat(path)
          with open(path) as file:
              text = file.read(100)
          return {'text': text, 'owner': [status.st_uid, status.st_gid], 'me': os.getuid()}
      """;

  @TempDir Path home;
  private TestHost host;
  private TestAgencies agencies;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
    agencies = new TestAgencies(host);
  }

  @AfterEach
  void stop() throws IOException {
    host.close();
    assertFalse(
        Files.readString(Path.of("/proc/self/mountinfo")).contains(home.toString()),
        "nothing stays mounted");
  }

  private TestHost.Answer sfs(String method, String path, String body) {
    return host.signedAs(
        host.credentials().accessKey(),
        host.credentials().secretKey(),
        method,
        "/v1/" + host.credentials().project() + "/sfs-turbo" + path,
        body);
  }

  private JsonNode fileSystem(String name) {
    TestHost.Answer made =
        sfs(
            "POST",
            "/shares",
            """
            {"share":{"name":"%s","share_proto":"NFS","share_type":"STANDARD","size":500,
             "availability_zone":"local-1a","vpc_id":"v","subnet_id":"s","security_group_id":"g"}}
            """
                .formatted(name));
    assertEquals(202, made.status(), made.text());
    return sfs("GET", "/shares/" + made.json().path("id").asText(), "").json();
  }

  private void function(String name, int user, String path, JsonNode... fileSystems)
      throws JsonProcessingException {
    ObjectNode request =
        (ObjectNode) Json.read(TestHost.function(name, "Python3.10", "index.handler"));
    request.putObject("func_code").put("file", TestHost.zip("index.py", CODE));
    request.put("timeout", 30).put("xrole", "files");
    ObjectNode config = request.putObject("mount_config");
    config.putObject("mount_user").put("mount_user_id", user).put("mount_user_group_id", -1);
    ArrayNode mounts = config.putArray("func_mounts");
    for (JsonNode each : fileSystems) {
      mounts
          .addObject()
          .put("mount_type", "sfsTurbo")
          .put("mount_resource", each.path("id").asText())
          .put("mount_share_path", each.path("export_location").asText())
          .put("local_mount_path", path);
    }
    TestHost.Answer answer = host.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  private TestHost.Answer invoke(String function, Map<String, Object> event) {
    return host.call(
        "POST",
        "/fgs/functions/" + host.urn(function) + "/invocations",
        Json.object().setAll(fields(event)).toString());
  }

  private static ObjectNode fields(Map<String, Object> event) {
    ObjectNode fields = Json.object();
    event.forEach((name, value) -> fields.putPOJO(name, value));
    return fields;
  }

  @Test
  void functionsShareAFileSystemAcrossRestartsOfTheHost() throws Exception {
    agencies.make("files", "SFS Administrator");
    JsonNode shared = fileSystem("shared");
    function("writer", 2000, "/mnt/out", shared);
    function("reader", -1, "/mnt/in", shared);
    TestHost.Answer written = invoke("writer", Map.of("path", "/mnt/out/note", "text", "hello"));
    assertEquals(
        Json.read("{\"text\":\"hello\",\"owner\":[2000,1003],\"me\":2000}"),
        written.json(),
        written.text());
    host.close();
    start();
    TestHost.Answer read = invoke("reader", Map.of("path", "/mnt/in/note"));
    assertEquals(
        Json.read("{\"text\":\"hello\",\"owner\":[2000,1003],\"me\":1003}"),
        read.json(),
        read.text());

    JsonNode mount =
        host.get("/fgs/functions/" + host.urn("writer") + "/config").json().path("mount_config");
    assertEquals(2000, mount.at("/mount_user/user_id").intValue());
    assertEquals("/mnt/out", mount.at("/func_mounts/0/local_mount_path").asText());
    String id = shared.path("id").asText();
    TestHost.Answer refusal = sfs("DELETE", "/shares/" + id, "");
    assertEquals(409, refusal.status());
    assertTrue(refusal.text().contains("mounts the file system shared"), refusal.text());
    for (String name : new String[] {"writer", "reader"}) {
      assertEquals(204, host.call("DELETE", "/fgs/functions/" + host.urn(name), "").status());
    }
    assertEquals(204, sfs("DELETE", "/shares/" + id, "").status());
    assertEquals(404, sfs("GET", "/shares/" + id, "").status());
  }

  @Test
  void holdsAsMuchAsItWasMadeFor() throws Exception {
    agencies.make("files", "SFS Administrator");
    JsonNode small = fileSystem("small");
    function("filler", -1, "/mnt/data", small);
    Map<String, Object> large = Map.of("path", "/mnt/data/large", "gigabytes", 501);
    TestHost.Answer full = invoke("filler", large);
    assertTrue(full.text().contains("No space left on device"), full.text());
    String action = "/shares/" + small.path("id").asText() + "/action";
    assertEquals(400, sfs("POST", action, "{\"extend\":{\"new_size\":400}}").status());
  }

  /** That is the kernel's condition: {@code CAP_SYS_RESOURCE}. */
  @Test
  void growsWhileItIsUsed() throws Exception {
    assumeTrue(mayResize(), "root has no CAP_SYS_RESOURCE here: no file system can grow");
    agencies.make("files", "SFS Administrator");
    JsonNode small = fileSystem("small");
    function("filler", -1, "/mnt/data", small);
    Map<String, Object> large = Map.of("path", "/mnt/data/large", "gigabytes", 501);
    assertTrue(invoke("filler", large).text().contains("No space left on device"));
    String path = "/shares/" + small.path("id").asText();
    String growth = "{\"extend\":{\"new_size\":600}}";
    TestHost.Answer grown = sfs("POST", path + "/action", growth);
    assertEquals(202, grown.status(), grown.text());
    assertEquals("600.00", sfs("GET", path, "").json().path("size").asText());
    assertFalse(invoke("filler", large).text().contains("errorMessage"));
  }

  private static boolean mayResize() throws IOException {
    String effective =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .findFirst()
            .orElseThrow();
    return (Long.parseLong(effective.substring(7).strip(), 16) & (1L << 24)) != 0;
  }

  @Test
  void saysWhyAnExportIsNotMounted() throws Exception {
    agencies.make("files", "SFS Administrator");
    function("lost", -1, "/mnt/data");
    String path = "/fgs/functions/" + host.urn("lost");
    ObjectNode update =
        (ObjectNode)
            Json.read(
                """
                {"runtime":"Python3.10","handler":"index.handler","timeout":30,"memory_size":128,
                 "mount_config":{"func_mounts":[{"mount_type":"ecs","mount_resource":"none",
                  "mount_share_path":"127.0.0.1:/none","local_mount_path":"/mnt/data"}]}}
                """);
    TestHost.Answer updated = host.call("PUT", path + "/config", update.toString());
    assertEquals(200, updated.status(), updated.text());
    TestHost.Answer failed = invoke("lost", Map.of("path", "/mnt/data/x"));
    assertTrue(
        failed.text().contains("127.0.0.1:/none cannot be mounted at /mnt/data: "), failed.text());
  }
}
