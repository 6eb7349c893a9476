package io.planform.host.testevent;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The test events of all functions, durable in the host's database. */
final class TestEvents {
  /** Of one function (the user guide's chapter 6). */
  private static final int MOST = 10;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final InstantSource clock;

  TestEvents(HostDatabase database, OperationLedger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param function the id of one that is there
   */
  List<TestEvent> of(String function) {
    return database.read(connection -> TestEventTable.of(connection, function));
  }

  /**
   * @throws ApiException FSS.1070 for no such event
   */
  TestEvent get(String function, String id) {
    return database.read(connection -> getRow(connection, function, id));
  }

  /**
   * Adds an event and remembers the answer for the operation.
   *
   * @throws ApiException FSS.1073 where the name is taken, FSS.1068 where there are too many
   */
  Response create(
      String function,
      String name,
      String content,
      Operation operation,
      Function<TestEvent, Response> answer) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          Optional<Response> before = ledger.recall(connection, operation);
          if (before.isPresent()) {
            return before.get();
          }
          List<TestEvent> present = TestEventTable.of(connection, function);
          checkName(present, name);
          if (present.size() >= MOST) {
            throw new ApiException(
                FgsError.FSS_1068, "It is %d; delete one first.".formatted(MOST));
          }
          TestEvent event = event(UUID.randomUUID().toString(), name, content);
          TestEventTable.insert(connection, function, event);
          Response response = answer.apply(event);
          ledger.remember(connection, operation, response);
          return response;
        });
  }

  /**
   * Gives an event another content, and another name if there is one.
   *
   * @throws ApiException FSS.1070 for no such event, FSS.1073 where the name is taken
   */
  TestEvent update(
      String function, String id, Optional<String> name, String content, Operation operation) {
    return database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          TestEvent before = getRow(connection, function, id);
          if (name.isPresent() && !name.get().equals(before.name())) {
            checkName(TestEventTable.of(connection, function), name.get());
          }
          TestEvent after = event(id, name.orElse(before.name()), content);
          TestEventTable.update(connection, after);
          return after;
        });
  }

  /**
   * @throws ApiException FSS.1070 for no such event
   */
  void delete(String function, String id, Operation operation) {
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          TestEvent event = getRow(connection, function, id);
          TestEventTable.delete(connection, event);
          return event;
        });
  }

  private TestEvent event(String id, String name, String content) {
    return new TestEvent(id, name, content, clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static TestEvent getRow(Connection connection, String function, String id)
      throws SQLException {
    return TestEventTable.of(connection, function).stream()
        .filter(event -> event.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_1070, "There is no event %s.".formatted(id)));
  }

  private static void checkName(List<TestEvent> present, String name) {
    if (present.stream().anyMatch(event -> event.name().equals(name))) {
      throw new ApiException(FgsError.FSS_1073, "There is an event %s.".formatted(name));
    }
  }
}
