package io.planform.planner.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployedTest {

  @Test
  void namesFunctionsAndTheUrlsOfTriggers() {
    Deployed deployed =
        Deployed.of(
            state(
                row("huaweicloud_fgs_function.hello", "", "{\"name\": \"hello-node\"}"),
                row(
                    "huaweicloud_fgs_function_trigger.url",
                    "",
                    "{\"invoke_url\": \"http://127.0.0.1:7480/hello\"}"),
                row("huaweicloud_fgs_function_trigger.timer", "", "{\"invoke_url\": null}")));
    assertEquals(
        """

        Try:
          curl http://127.0.0.1:7480/hello
          ./planform -chdir=hello invoke hello-node
        """,
        deployed.commandsToTry("./planform -chdir=hello"));
  }

  @Test
  void leavesOutWhatWasReplaced() {
    Deployed deployed =
        Deployed.of(state(row("huaweicloud_fgs_function.old", "d1", "{\"name\": \"old\"}")));
    assertEquals(List.of(), deployed.functions());
  }

  @Test
  void saysNothingWhereNothingCanBeCalled() {
    assertEquals("", Deployed.of(state()).commandsToTry("planform"));
  }

  private static Snapshot state(ResourceRow... rows) {
    return new Snapshot(
        "default", "lineage", "local", 1, List.of(rows), List.of(), null, List.of());
  }

  private static ResourceRow row(String address, String deposed, String attributes) {
    return new ResourceRow(
        address,
        deposed,
        "huaweicloud",
        "id",
        "{\"attributes\": " + attributes + "}",
        false,
        1,
        ResourceRow.Status.OK,
        false,
        List.of(),
        1);
  }
}
