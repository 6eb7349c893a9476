package io.planform.planner.plan;

import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.code.PackageDiff;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.evaluation.SensitivePaths;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads live objects, a bounded number of each provider and of all at a time. */
final class Refresher implements AutoCloseable {
  private final Providers providers;
  private final Parallelism parallelism;
  private final Semaphore permits;
  private final Map<String, Semaphore> byProvider = new ConcurrentHashMap<>();
  private final BulkReads lists;
  private final boolean enabled;
  private final PlanListener listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param rows those that are read
   */
  Refresher(
      Providers providers, List<ResourceState> rows, PlanRequest request, PlanListener listener) {
    this.providers = providers;
    this.lists = new BulkReads(providers, rows);
    this.parallelism = request.parallelism();
    this.permits = new Semaphore(parallelism.total());
    this.enabled = request.refresh();
    this.listener = listener;
  }

  /**
   * The live objects of rows; null for one that is gone. What cannot be read is an error and left
   * out.
   */
  Map<ResourceState, Value.@Nullable Obj> read(
      List<ResourceState> rows, Schema schema, Diagnostics diagnostics)
      throws InterruptedException {
    Map<ResourceState, Value.@Nullable Obj> live = new HashMap<>();
    if (!enabled) {
      rows.forEach(row -> live.put(row, row.object()));
      return live;
    }
    Map<ResourceState, Future<ProviderSession.Read>> reads = new HashMap<>();
    rows.forEach(row -> reads.put(row, threads.submit(() -> read(row, diagnostics))));
    for (Map.Entry<ResourceState, Future<ProviderSession.Read>> entry : reads.entrySet()) {
      ResourceState row = entry.getKey();
      ProviderSession.Read read = result(entry.getValue());
      if (read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
        Value.Obj state = read.state();
        live.put(row, state == null ? null : marked(state, row, schema));
      }
    }
    return live;
  }

  private static Value.Obj marked(Value.Obj state, ResourceState row, Schema schema) {
    return SensitivePaths.mark(state, schema, SensitivePaths.of(row.object()));
  }

  private ProviderSession.Read read(ResourceState row, Diagnostics diagnostics)
      throws InterruptedException {
    ProviderSession session = providers.session(row.provider(), row.address());
    if (session == null) {
      return ProviderSession.Read.failed(
          unconfigured(row.provider(), row.address().toString(), diagnostics));
    }
    Optional<ProviderSession.Read> listed = lists.of(row, session);
    if (listed.isPresent()) {
      listener.refreshing(row.address(), row.objectId());
      listener.refreshed(row.address(), row.objectId());
      return listed.get();
    }
    return bounded(
        row.provider(),
        () -> {
          listener.refreshing(row.address(), row.objectId());
          ProviderSession.Read read =
              session.read(row.address().type(), (Value.Obj) row.object().revealed());
          listener.refreshed(row.address(), row.objectId());
          diagnostics.addAll(read.diagnostics());
          return read;
        });
  }

  /** Who waits for a provider takes no place from others. */
  private <T extends @Nullable Object> T bounded(String provider, Supplier<T> call)
      throws InterruptedException {
    Semaphore own =
        byProvider.computeIfAbsent(provider, key -> new Semaphore(parallelism.of(key, providers)));
    own.acquire();
    try {
      permits.acquire();
      try {
        return call.get();
      } finally {
        permits.release();
      }
    } finally {
      own.release();
    }
  }

  private static Diagnostics unconfigured(String provider, String address, Diagnostics all) {
    Diagnostics own = new Diagnostics();
    own.add(
        Diagnostic.error(
            "Provider " + provider + " is not configured",
            address + " cannot be read without it."));
    all.addAll(own.toList());
    return own;
  }

  /** Reads a data source under the same bounds. */
  ProviderSession.Read readData(
      Address address, String provider, ProviderSession session, Value.Obj configuration)
      throws InterruptedException {
    return bounded(
        provider,
        () -> {
          long began = System.nanoTime();
          listener.reading(address);
          ProviderSession.Read read = session.readData(address.type(), configuration);
          Value.Obj state = read.state();
          if (state != null) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            listener.read(address, ResourceState.id(state), took);
          }
          return read;
        });
  }

  /** Reads the object that an import names, under the same bounds. */
  ProviderSession.Read importObject(
      String provider, ProviderSession session, String type, String id)
      throws InterruptedException {
    return bounded(provider, () -> session.importObject(type, id));
  }

  /** Reads the code of an object under the same bounds; nothing where the state is believed. */
  @Nullable PackageDiff compareCode(
      String provider,
      ProviderSession session,
      String type,
      Value.Obj prior,
      Value.Obj configuration)
      throws InterruptedException {
    return enabled && session instanceof CodePackages
        ? bounded(provider, () -> CodeComparison.of(session, type, prior, configuration))
        : null;
  }

  static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
