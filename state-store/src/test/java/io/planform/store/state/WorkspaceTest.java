package io.planform.store.state;

import static io.planform.store.state.Sample.operation;
import static io.planform.store.state.Sample.output;
import static io.planform.store.state.Sample.put;
import static io.planform.store.state.Sample.resource;
import static io.planform.store.state.Sample.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import io.planform.store.state.Operation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Several states in one store. */
@ParameterizedClass
@MethodSource("io.planform.store.state.TestStore#kinds")
class WorkspaceTest extends StoreTest {

  @Test
  void keepsWorkspacesApart() throws StoreException {
    try (Run run = begin(store);
        Run other = begin(store, "other")) {
      run.write(List.of(put(resource("a", "1"))));
      other.write(List.of(put(resource("a", "2"))));
    }
    assertEquals("1", store.snapshot(WORKSPACE).resources().getFirst().attributes());
    assertEquals("2", store.snapshot("other").resources().getFirst().attributes());
  }

  @Test
  void listsMakesAndDeletesWorkspaces() throws StoreException {
    assertEquals(List.of(), store.workspaces());
    assertTrue(store.create("b"));
    assertTrue(store.create("B"));
    assertFalse(store.create("b"));
    String lineage = store.snapshot("a").lineage();
    assertEquals(List.of("B", "a", "b"), store.workspaces());
    try (Run run = begin(store, "a")) {
      run.intend(operation("1", "a"));
      run.conclude("1", Result.DONE, List.of(put(secret("a", "{}")), output("x", "1")));
      run.deleteState();
      assertThrows(LeaseLostException.class, () -> run.write(List.of(put(resource("x", "1")))));
    }
    assertEquals(List.of("B", "b"), store.workspaces());
    assertEquals(List.of(), store.history("a"));
    assertNotEquals(lineage, store.snapshot("a").lineage());
    assertEquals(List.of(), store.snapshot("a").resources());
  }

  @Test
  void fencesOutWhoWroteToADeletedWorkspace() throws StoreException {
    try (Run old = begin(store)) {
      assertTrue(store.forceUnlock(WORKSPACE, old.leaseId()));
      try (Run run = begin(store)) {
        run.deleteState();
      }
      assertTrue(store.create(WORKSPACE));
      try (Run next = begin(store)) {
        assertThrows(LeaseLostException.class, () -> old.write(List.of(output("x", "1"))));
        next.write(List.of(output("x", "2")));
      }
    }
    assertEquals(List.of(new OutputRow("x", "2", false)), store.snapshot(WORKSPACE).outputs());
  }
}
