package io.planform.host.async;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.metric.Exposition;
import io.planform.host.storage.HostDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What has not ended, function by function, for Prometheus. */
record Backlog(HostDatabase database, Executions executions) {

  /**
   * Of one function.
   *
   * @param open invocations that wait or run
   */
  private record Length(FunctionUrn function, long open, long running) {}

  void expose(Exposition page) {
    List<Length> lengths = database.read(this::lengths);
    page.metric("planform_async_waiting", "gauge", "Asynchronous invocations that do not run yet.");
    samples(page, "planform_async_waiting", lengths, each -> each.open() - each.running());
    page.metric("planform_async_running", "gauge", "Asynchronous invocations that run.");
    samples(page, "planform_async_running", lengths, Length::running);
  }

  private List<Length> lengths(Connection connection) throws SQLException {
    List<Length> lengths = new ArrayList<>();
    for (String id : InvocationTable.functionsWaiting(connection)) {
      int running = executions.queue(id).map(queue -> queue.begun().size()).orElse(0);
      long open = Math.max(running, InvocationTable.waiting(connection, id));
      InvocationTable.calledAs(connection, id)
          .ifPresent(urn -> lengths.add(new Length(urn, open, running)));
    }
    return lengths;
  }

  private static void samples(
      Exposition page, String metric, List<Length> lengths, ToDoubleFunction<Length> value) {
    for (Length each : lengths) {
      page.sample(
          metric,
          value.applyAsDouble(each),
          "package",
          each.function().packageName(),
          "function",
          each.function().name());
    }
  }
}
