package io.planform.host;

import io.planform.host.alias.CurrentAliases;
import io.planform.host.async.AsyncConfigurations;
import io.planform.host.async.History;
import io.planform.host.dispatch.Invoker;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionChanges;
import io.planform.host.function.FunctionEntry;
import io.planform.host.log.FunctionLogs;
import io.planform.host.metric.Metrics;

/**
 * Changes of functions reach their instances, logs and metrics; what was made or changed is soon
 * called.
 */
record FunctionReactions(
    Invoker invoker,
    FunctionLogs logs,
    Metrics metrics,
    CurrentAliases aliases,
    AsyncConfigurations asyncConfigurations,
    History asyncHistory,
    Deletions deletions)
    implements FunctionChanges {

  @Override
  public void created(CurrentFunction function) {
    invoker.expect(function.revision());
  }

  @Override
  public void changed(FunctionEntry current) {
    invoker.replaced(current.toRevision());
    invoker.expect(current.toRevision());
  }

  @Override
  public void deleted(FunctionEntry last, String keyPrefix) {
    aliases.forget(last.id());
    invoker.removed(keyPrefix);
    logs.delete(last.id());
    metrics.forget(last.id());
    asyncConfigurations.forget(last.id());
    asyncHistory.forget(last.id());
    deletions.deleted(last.id());
  }

  /** Its logs stay. */
  @Override
  public void versionDeleted(FunctionEntry last, String keyPrefix) {
    aliases.forget(last.id());
    asyncConfigurations.forget(last.id());
    invoker.removed(keyPrefix);
    deletions.deleted(last.id());
  }
}
