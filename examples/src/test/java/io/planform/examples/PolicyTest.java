package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of policies, with what it allows and what it does not. */
class PolicyTest {
  @TempDir Path temporary;

  private Planform planform;

  @BeforeEach
  void copy() throws Exception {
    Path workspace = temporary.resolve("module");
    LocalHost.copy(Path.of(System.getProperty("planform.examples"), "policies"), workspace);
    planform = new Planform(temporary.resolve("home"), workspace);
  }

  @Test
  void passesAsItIs() throws Exception {
    planform.run("plan", "-out=release.plan").succeeds();
    Planform.Result checked = planform.run("policy", "release.plan").succeeds();
    assertEquals("Policy check complete! Rules: 4 checked, 0 denied, 0 warned.\n", checked.out());
  }

  @Test
  void isDeniedWithATriggerForEverybody() throws Exception {
    denied("authentication=NONE", "huaweicloud_fgs_function_trigger.url: Everybody could call");
  }

  @Test
  void isDeniedWithoutAnOwner() throws Exception {
    denied("tags={}", "The function \"orders\" needs the tag \"owner\".");
  }

  private void denied(String variable, String why) throws Exception {
    Planform.Result checked = planform.run("policy", "-var", variable);
    assertEquals(5, checked.exit(), checked::toString);
    assertTrue(checked.err().contains(why), checked::toString);
  }
}
