package io.planform.host.operation;

import io.planform.host.server.Request;
import io.planform.host.server.Route;
import io.planform.host.storage.HostDatabase;

/**
 * Reads that find out what became of calls whose answers were lost. Such a call may still be on its
 * way, and must not come after the answer and make it untrue: a read under a lease voids the calls
 * of older ones, as a change does, and one with {@code X-Planform-Settles} also the creation whose
 * operation it names.
 */
public final class FencedReads {
  private final HostDatabase database;
  private final OperationLedger ledger;

  public FencedReads(HostDatabase database, OperationLedger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  /** Changes check the fence themselves, in the transaction of their work. */
  public Route guard(Route route) {
    if (!route.method().equals("GET")) {
      return route;
    }
    return route.withHandler(
        request -> {
          check(request);
          return route.handler().handle(request);
        });
  }

  /** What is to be done before a request is answered that reads. */
  public void check(Request request) {
    Operation operation = Operation.of(request);
    if (operation.lease().isPresent()) {
      check(operation, request.header("x-planform-settles").isPresent());
    }
  }

  private void check(Operation operation, boolean settles) {
    if (!settles && database.read(connection -> ledger.isNewest(connection, operation))) {
      return;
    }
    database.write(
        connection -> {
          ledger.checkFence(connection, operation);
          if (settles) {
            ledger.settle(connection, operation);
          }
          return settles;
        });
  }
}
