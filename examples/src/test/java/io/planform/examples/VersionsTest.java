package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function's versions and the alias that callers know, from the first version to the last. */
class VersionsTest {
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path directory;
  private LocalHost host;
  private Planform planform;

  @BeforeEach
  void start() throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/versions"), directory);
    host = LocalHost.start();
    planform = host.planform(directory);
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  private static String[] with(String command, String option, String answer, String versions) {
    return new String[] {command, option, "-var=answer=" + answer, "-var=versions=" + versions};
  }

  /** Applies, and plans again: nothing is left to do. */
  private Planform.Result apply(String answer, String versions) throws Exception {
    Planform.Result applied =
        planform.run(with("apply", "-auto-approve", answer, versions)).succeeds();
    Planform.Result again = planform.run(with("plan", "-detailed-exitcode", answer, versions));
    assertEquals(0, again.exit(), again::toString);
    return applied;
  }

  private String live() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(host.gateway() + "/live")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  @Test
  void anAliasMovesFromVersionToVersion() throws Exception {
    apply("one", "{v1={alias=\"live\"}}");
    assertEquals("one of v1 by live", live());

    apply("two", "{v1={alias=\"live\",weights={v2=0}},v2={}}");
    assertEquals("one of v1 by live", live());

    Planform.Result all = apply("two", "{v1={alias=\"live\",weights={v2=100}},v2={}}");
    assertTrue(all.out().contains("1 changed"), all::toString);
    assertEquals("two of v2 by live", live());

    apply("three", "{v2={alias=\"live\"},latest={alias=\"next\"}}");
    assertEquals("two of v2 by live", live());

    Planform.Result refused =
        planform.run(
            with("plan", "-detailed-exitcode", "four", "{v2={alias=\"live\"},v3={},v4={}}"));
    assertEquals(1, refused.exit(), refused::toString);
    assertTrue(refused.err().contains("More than one new version"), refused::toString);

    planform.run(with("destroy", "-auto-approve", "three", "{}")).succeeds();
    assertEquals("", planform.run("state", "list").succeeds().out());
  }
}
