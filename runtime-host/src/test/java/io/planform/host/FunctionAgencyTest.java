package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.TestHost.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions have agencies: one for what the host does, one for what they do themselves. */
class FunctionAgencyTest {
  @TempDir private Path home;
  private TestHost host;
  private TestAgencies agencies;

  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home);
    agencies = new TestAgencies(host);
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private static String body(String fields) {
    return """
    {"func_name":"acts","package":"default","runtime":"Node.js18.15","handler":"index.handler",
     "timeout":3,"memory_size":128,"code_type":"inline","func_code":{"file":"ZQ=="}%s}
    """
        .formatted(fields);
  }

  private Answer create(String fields) {
    return host.call("POST", "/fgs/functions", body(fields));
  }

  private Answer update(String fields) {
    return host.call(
        "PUT",
        "/fgs/functions/" + host.urn("acts") + "/config",
        """
        {"runtime":"Node.js18.15","handler":"index.handler","timeout":3,"memory_size":128%s}
        """
            .formatted(fields));
  }

  private JsonNode shown(String version) {
    return host.get("/fgs/functions/" + host.urn("acts") + version + "/config").json();
  }

  private static void assertAgencies(String configuration, String execution, JsonNode shown) {
    assertEquals(configuration, shown.path("xrole").textValue());
    assertEquals(execution, shown.path("app_xrole").textValue());
  }

  @Test
  void areShownAndKeptWithEachVersion() {
    agencies.make("one");
    agencies.make("two");
    assertAgencies("one", "", create(",\"xrole\":\"one\"").json());
    Answer version =
        host.call(
            "POST", "/fgs/functions/" + host.urn("acts") + "/versions", "{\"version\":\"v1\"}");
    assertEquals(200, version.status(), version.text());
    assertAgencies("one", "two", update(",\"app_xrole\":\"two\"").json());
    assertAgencies("", "two", update(",\"xrole\":\"\"").json());
    assertAgencies("one", "", shown(":v1"));
    assertAgencies("", "two", shown(""));
  }

  @Test
  void thoseThatCannotBeUsedAreRefused() {
    agencies.makeFor("somebody", "other");
    Answer unknown = create(",\"xrole\":\"nobody\"");
    assertEquals("FSS.1021", unknown.code(), unknown.text());
    assertTrue(unknown.text().contains("There is no agency nobody."), unknown.text());
    Answer foreign = create(",\"app_xrole\":\"other\"");
    assertEquals("FSS.1021", foreign.code(), foreign.text());
    assertTrue(foreign.text().contains("op_svc_cff"), foreign.text());
  }

  @Test
  void aFunctionWhoseAgencyIsGoneCanStillBeChanged() {
    String id = agencies.make("one");
    create(",\"xrole\":\"one\"");
    agencies.delete(id);
    assertAgencies("one", "", update(",\"xrole\":\"one\",\"description\":\"d\"").json());
  }

  @Test
  void anImageOfSwrTakesAnAgencyThatMayFetchIt() {
    agencies.make("little", "OBS Administrator");
    agencies.make("enough", "SWR Admin");
    assertEquals("FSS.1021", createImage("swr.local-1.example.com/o/i:1", "").code());
    Answer refused = createImage("swr.local-1.example.com/o/i:1", ",\"xrole\":\"little\"");
    assertEquals("FSS.0403", refused.code(), refused.text());
    assertTrue(refused.text().contains("swr:repo:download"), refused.text());
    assertEquals("FSS.0403", createImage("mine:1", ",\"xrole\":\"little\"").code());
    Answer made = createImage("swr.local-1.example.com/o/i:1", ",\"xrole\":\"enough\"");
    assertEquals(200, made.status(), made.text());
  }

  private Answer createImage(String image, String fields) {
    return host.call(
        "POST",
        "/fgs/functions",
        """
        {"func_name":"acts","package":"default","runtime":"Custom Image","handler":"-","timeout":3,
         "memory_size":128,"code_type":"Custom-Image-Swr",
         "custom_image":{"enabled":true,"image":"%s"}%s}
        """
            .formatted(image, fields));
  }
}
