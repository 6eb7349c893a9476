package io.planform.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigResponse;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateFunctionConfigRequestBody;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes on the host what a manifest declares, and what it does not. */
class DriftTest {
  private LocalHost host;
  private Planform planform;
  private FunctionGraphClient client;
  private String urn;

  @BeforeEach
  void apply(@TempDir Path temporary) throws Exception {
    LocalHost.copy(
        Path.of(System.getProperty("planform.examples"), "src/test/resources/drift"), temporary);
    host = LocalHost.start();
    planform = host.planform(temporary);
    planform.run("apply", "-auto-approve").succeeds();
    client = host.client();
    urn =
        client
            .listFunctions(new ListFunctionsRequest().withPackageName("drift"))
            .getFunctions()
            .getFirst()
            .getFuncUrn();
  }

  @AfterEach
  void stop() throws Exception {
    host.stop();
  }

  @Test
  void whatIsNotDeclaredIsToldAndNeverWiped() throws Exception {
    change(128, "by hand");

    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(0, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("Objects have changed outside"), plan::toString);
    assertTrue(plan.out().contains("+ description"), plan::toString);
    assertTrue(plan.out().contains("No changes."), plan::toString);

    planform.run("apply", "-auto-approve", "-var=timeout=7").succeeds();
    assertEquals("by hand", live().getDescription());
    assertEquals(7, live().getTimeout());
    Planform.Result after = planform.run("plan", "-var=timeout=7");
    assertFalse(after.out().contains("changed outside"), after::toString);
  }

  @Test
  void whatIsDeclaredIsSetAgain() throws Exception {
    change(256, "");

    Planform.Result plan = planform.run("plan", "-detailed-exitcode");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("128 -> 256"), plan::toString);
    assertTrue(plan.out().contains("256 -> 128"), plan::toString);

    planform.run("apply", "-auto-approve").succeeds();
    assertEquals(128, live().getMemorySize());
  }

  @Test
  void aRefreshOnlyPlanRecordsAndChangesNothing() throws Exception {
    change(256, "by hand");

    Planform.Result plan = planform.run("plan", "-refresh-only", "-detailed-exitcode");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("+ description"), plan::toString);
    assertTrue(plan.out().contains("128 -> 256"), plan::toString);

    planform.run("apply", "-refresh-only", "-auto-approve").succeeds();
    assertEquals(256, live().getMemorySize());
    assertEquals(0, planform.run("plan", "-refresh-only", "-detailed-exitcode").exit());
    Planform.Result next = planform.run("plan");
    assertTrue(next.out().contains("256 -> 128"), next::toString);
    assertFalse(next.out().contains("description"), next::toString);
  }

  @Test
  void theAuditTrailTellsWhoItWas() throws Exception {
    assertEquals(0, planform.run("drift", "-detailed-exitcode").exit());
    change(256, "by hand");

    Planform.Result drift = planform.run("drift", "-detailed-exitcode");
    assertEquals(2, drift.exit(), drift::toString);
    assertTrue(drift.out().contains(" from 127.0.0.1, at "), drift::toString);
    assertTrue(drift.out().contains("updateFunctionConfig by "), drift::toString);
    assertTrue(drift.out().contains("128 -> 256 # declared as applied"), drift::toString);
    assertTrue(drift.out().contains("\"by hand\" # not declared"), drift::toString);

    planform.run("apply", "-auto-approve").succeeds();
    Planform.Result after = planform.run("drift", "-detailed-exitcode");
    assertEquals(0, after.exit(), after::toString);
  }

  private void change(int memory, String description) {
    client.updateFunctionConfig(
        new UpdateFunctionConfigRequest()
            .withFunctionUrn(urn)
            .withBody(
                new UpdateFunctionConfigRequestBody()
                    .withFuncName("echo")
                    .withRuntime(UpdateFunctionConfigRequestBody.RuntimeEnum.NODE_JS18_15)
                    .withHandler("index.handler")
                    .withMemorySize(memory)
                    .withTimeout(5)
                    .withDescription(description)));
  }

  private ShowFunctionConfigResponse live() {
    return client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(urn));
  }
}
