package io.planform.host.operation;

import io.planform.host.server.Route;
import io.planform.host.storage.HostDatabase;

/**
 * A read under a lease voids the calls of older ones, as a change does. Whoever took over a state
 * first reads what became of its predecessor's calls; one that is still on its way then must not
 * come after the answer and make it untrue.
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
          Operation operation = Operation.of(request);
          if (!database.read(connection -> ledger.isNewest(connection, operation))) {
            database.write(
                connection -> {
                  ledger.checkFence(connection, operation);
                  return operation;
                });
          }
          return route.handler().handle(request);
        });
  }
}
