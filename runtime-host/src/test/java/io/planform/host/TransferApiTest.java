package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferApiTest {
  private static final String HELLO = "func_name: hello\n";

  @TempDir Path home;
  private TestHost host;
  private String urn;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer exported(String what) {
    TestHost.Answer answer = host.get("/fgs/functions/" + urn + "/export?" + what);
    assertEquals(200, answer.status(), answer.text());
    return answer;
  }

  private TestHost.Answer imported(String name, byte[] archive) {
    return host.call(
        "POST",
        "/fgs/functions/import",
        "{\"func_name\":\"%s\",\"file_name\":\"f.zip\",\"file_type\":\"zip\",\"file_code\":\"%s\"}"
            .formatted(name, Base64.getEncoder().encodeToString(archive)));
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] code() {
    return Base64.getDecoder().decode(TestHost.zip("index.js", "exports.handler = e => e;"));
  }

  @Test
  void exportsAreNamedByFunctionAndCode() throws IOException, NoSuchAlgorithmException {
    TestHost.Answer answer = exported("config=true&code=true");
    assertEquals("application/zip", answer.header("content-type"));
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(code()));
    assertEquals(
        "attachment; filename=\"hello%s.zip\"".formatted(md5),
        answer.header("content-disposition"));
    assertEquals(List.of("hello.yaml", "hello.zip"), List.copyOf(files(answer.body()).keySet()));
  }

  @Test
  void eitherPartIsExportedAlone() throws IOException {
    for (String query : List.of("code=true", "type=code", "code=true&config=false")) {
      Map<String, byte[]> files = files(exported(query).body());
      assertEquals(List.of("hello.zip"), List.copyOf(files.keySet()));
      assertEquals(
          HexFormat.of().formatHex(code()), HexFormat.of().formatHex(files.get("hello.zip")));
    }
    for (String query : List.of("config=true", "type=config")) {
      assertEquals(List.of("hello.yaml"), List.copyOf(files(exported(query).body()).keySet()));
    }
    for (String query : List.of("", "code=false", "type=both", "type=code&code=true", "code=1")) {
      assertEquals(
          "FSS.1001", host.get("/fgs/functions/" + urn + "/export?" + query).code(), query);
    }
    assertEquals("FSS.1051", host.get("/fgs/functions/default:none/export?code=true").code());
  }

  @Test
  void whatIsImportedIsWhatWasExported() {
    String config = "/fgs/functions/" + urn + "/config";
    host.call(
        "PUT",
        config,
        """
        {"runtime":"Node.js18.15","timeout":30,"handler":"index.other","memory_size":512,
         "description":"changed","initializer_handler":"index.init","initializer_timeout":7,
         "encrypted_user_data":"{\\"PASSWORD\\":\\"hunter2\\"}",
         "strategy_config":{"concurrency":7,"concurrent_num":1}}
        """);
    byte[] archive = exported("config=true&code=true").body();
    assertFalse(
        new String(archive, StandardCharsets.ISO_8859_1).contains("hunter2"), "a secret is told");
    TestHost.Answer answer = imported("copy", archive);
    assertEquals(200, answer.status(), answer.text());
    assertEquals(host.urn("copy") + ":latest", answer.json().get("func_urn").textValue());

    JsonNode before = host.get(config).json();
    JsonNode after = host.get("/fgs/functions/default:copy/config").json();
    for (String own : List.of("func_urn", "func_name", "func_id", "resource_id", "last_modified")) {
      ((com.fasterxml.jackson.databind.node.ObjectNode) before).remove(own);
      ((com.fasterxml.jackson.databind.node.ObjectNode) after).remove(own);
    }
    assertEquals(before, after);
    assertEquals(
        host.get("/fgs/functions/" + urn + "/code").json().at("/func_code/file"),
        host.get("/fgs/functions/default:copy/code").json().at("/func_code/file"));
    assertEquals("FSS.1061", imported("copy", archive).code());
  }

  @Test
  void inlineCodeAndVersionsAreExportedToo() {
    String source = Base64.getEncoder().encodeToString("x = 1".getBytes(StandardCharsets.UTF_8));
    host.call(
        "POST",
        "/fgs/functions",
        """
        {"func_name":"inline","package":"default","runtime":"Python3.10","timeout":3,
         "handler":"main.run","memory_size":256,"code_type":"inline","func_code":{"file":"%s"}}
        """
            .formatted(source));
    host.call("POST", "/fgs/functions/default:inline/versions", "{\"version\":\"v1\"}");
    host.call(
        "PUT", "/fgs/functions/default:inline/config-max-instance", "{\"max_instance_num\":3}");
    byte[] archive =
        host.get("/fgs/functions/default:inline:v1/export?code=true&config=true").body();
    assertEquals(200, imported("copy", archive).status());
    JsonNode copy = host.get("/fgs/functions/default:copy/config").json();
    assertEquals(400, copy.at("/strategy_config/concurrency").intValue());
    assertEquals(
        source,
        host.get("/fgs/functions/default:copy/code").json().at("/func_code/file").textValue());
  }

  @Test
  void refusesWhatIsNoExport() throws IOException {
    assertRefused("FSS.1011", "no zip".getBytes(StandardCharsets.UTF_8));
    assertRefused("FSS.1025", archive(Map.of("hello.zip", "x")));
    assertRefused("FSS.1022", archive(Map.of("a.yaml", HELLO, "b.yml", HELLO)));
    assertRefused("FSS.1011", archive(Map.of("a.yaml", HELLO, "b.zip", "x", "c.zip", "y")));
    assertRefused("FSS.1025", archive(Map.of("a.yaml", "- 1\n")));
    assertRefused("FSS.1025", archive(Map.of("a.yaml", "a: [\n")));
    assertRefused("FSS.1057", archive(Map.of("a.yaml", "runtime: http\n")));
    assertRefused("FSS.0400", archive(Map.of("a.yaml", HELLO, "b.zip", "x")));
    assertRefused("FSS.0400", archive(Map.of("a.yaml", HELLO + "more: 1\n", "b.zip", "x")));
    assertEquals(
        "FSS.1013",
        host.call(
                "POST",
                "/fgs/functions/import",
                "{\"func_name\":\"a1\",\"file_name\":\"f\",\"file_type\":\"tar\",\"file_code\":\"\"}")
            .code());
    assertEquals(1, host.get("/fgs/functions").json().get("count").intValue());
  }

  private void assertRefused(String code, byte[] archive) {
    TestHost.Answer answer = imported("copy", archive);
    assertEquals(code, answer.code(), answer.text());
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("hello.zip"));
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 52; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertTrue(bytes.size() < 1024 * 1024);
    assertRefused("FSS.1023", bytes.toByteArray());
  }

  @Test
  void anImportIsRepeatedUnderItsOperation() throws IOException {
    byte[] archive = exported("config=true&code=true").body();
    String body =
        Json.object()
            .put("func_name", "copy")
            .put("file_name", "f.zip")
            .put("file_type", "zip")
            .put("file_code", Base64.getEncoder().encodeToString(archive))
            .toString();
    Map<String, String> apply = Map.of("X-Planform-Operation", "op-i");
    TestHost.Answer first = host.call("POST", "/fgs/functions/import", body, apply);
    assertEquals(first.text(), host.call("POST", "/fgs/functions/import", body, apply).text());
  }
}
