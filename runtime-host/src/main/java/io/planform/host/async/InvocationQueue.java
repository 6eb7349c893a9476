package io.planform.host.async;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.metric.Exposition;
import io.planform.host.server.ApiException;
import io.planform.host.storage.HostDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asynchronous invocations, from the moment when they are durable until it is durable what came of
 * them. Each runs at least once: a host that is killed leaves to the next one what it had not
 * recorded. No two hosts share a queue, since a home has one host.
 */
public final class InvocationQueue implements AutoCloseable {
  private final HostDatabase database;
  private final History history;
  private final Notices notices;
  private final Executions executions;
  private final Consumer<String> stopper;
  private final InstantSource clock;

  /**
   * @param database that has invocations alone
   * @param stopper ends the instance that runs a request
   */
  public InvocationQueue(
      HostDatabase database,
      History history,
      Runner runner,
      Notices notices,
      StatusLog log,
      Consumer<String> stopper,
      InstantSource clock) {
    this.database = database;
    this.history = history;
    this.notices = notices;
    this.executions = new Executions(database, runner, notices, log, clock);
    this.stopper = stopper;
    this.clock = clock;
  }

  /** Begins to run what waits. */
  public void start() {
    executions.start(history::prune);
    notices.start();
  }

  /**
   * Takes an invocation over and returns when it is durable.
   *
   * @param urn as it was called: with version or alias
   * @param memory megabytes; 0 for the function's own
   * @return the request's id
   * @throws ApiException FSS.0503 where it cannot be stored
   */
  public String accept(Targets.Target target, FunctionUrn urn, int memory, byte[] payload) {
    QueuedInvocation draft =
        QueuedInvocation.draft(target.function().id(), urn, memory, 0, payload);
    try {
      executions.arrived(database.write(connection -> executions.insert(connection, draft)));
    } catch (ApiException e) {
      throw new ApiException(
          FgsError.FSS_0503, "The invocation cannot be stored: " + e.getMessage());
    }
    return draft.requestId();
  }

  /**
   * An invocation that a trigger asks for.
   *
   * @param requestId a UUID; one that is known already is not taken over again
   * @param payload JSON text
   */
  public record Arrival(Targets.Target target, FunctionUrn urn, String requestId, byte[] payload) {}

  /**
   * Takes invocations over, all or none, and returns when they are durable.
   *
   * @throws ApiException FSS.1302 where they cannot be stored
   */
  public void acceptAll(List<Arrival> arrivals) {
    List<QueuedInvocation> drafts =
        arrivals.stream()
            .map(
                arrival ->
                    QueuedInvocation.draft(
                        arrival.requestId(),
                        arrival.target().function().id(),
                        arrival.urn(),
                        arrival.payload()))
            .toList();
    database
        .write(connection -> executions.insertNew(connection, drafts))
        .forEach(executions::arrived);
  }

  /** Whether an invocation waits or runs. */
  public boolean isActive(String functionId, String requestId) {
    return history.active(functionId, requestId).isPresent();
  }

  /** Whether that many wait for a function. */
  public boolean isLong(String functionId, int length) {
    return database.read(connection -> InvocationTable.isLong(connection, functionId, length));
  }

  /** How many wait and run, for Prometheus. */
  public void expose(Exposition page) {
    new Backlog(database, executions).expose(page);
  }

  /** When those of a function began that run, by id. */
  Map<Long, Long> begun(String functionId) {
    return executions.queue(functionId).map(FunctionQueue::begun).orElse(Map.of());
  }

  /**
   * Stops an invocation: one that waits will not run, and the instance of one that runs is ended.
   *
   * @throws ApiException FSS.0400 where there is none that waits or runs
   */
  void stop(String functionId, String requestId) {
    Optional<Long> id = history.active(functionId, requestId);
    Optional<FunctionQueue> queue = executions.queue(functionId);
    if (id.isEmpty() || queue.isEmpty()) {
      throw over(requestId);
    }
    switch (queue.get().stop(id.get())) {
      case RUNNING -> stopper.accept(requestId);
      case WITHDRAWN -> withdraw(queue.get(), id.get());
      case OVER -> throw over(requestId);
    }
  }

  private static ApiException over(String requestId) {
    return ApiException.invalid(
        "Invalid RequestId: no asynchronous invocation %s of the function waits or runs."
            .formatted(requestId));
  }

  private void withdraw(FunctionQueue queue, long id) {
    try {
      database.write(
          connection ->
              InvocationTable.end(connection, id, Verdict.Ended.WITHDRAWN, 0, clock.millis()));
    } finally {
      queue.settled(id);
    }
  }

  @Override
  public void close() {
    executions.close();
    notices.close();
  }
}
