package io.planform.planner.plan;

import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.provider.BulkReading;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** What sessions tell of the state's objects by lists: one walk a session and type. */
final class BulkReads {
  private record Group(String provider, String type) {
    static Group of(ResourceState row) {
      return new Group(row.provider(), row.address().type());
    }
  }

  private record Walk(ProviderSession session, String type) {}

  private final Providers providers;
  private final Map<Group, List<ResourceState>> rows;
  private final Map<Walk, FutureTask<IdentityHashMap<ResourceState, Read>>> walks =
      new ConcurrentHashMap<>();

  /**
   * @param rows that are read in this plan
   */
  BulkReads(Providers providers, List<ResourceState> rows) {
    this.providers = providers;
    this.rows = rows.stream().collect(Collectors.groupingBy(Group::of));
  }

  /** What a list tells of an object; the first to ask for a type walks, the others wait. */
  Optional<Read> of(ResourceState row, ProviderSession session) throws InterruptedException {
    if (!(session instanceof BulkReading bulk)) {
      return Optional.empty();
    }
    FutureTask<IdentityHashMap<ResourceState, Read>> walk =
        walks.computeIfAbsent(
            new Walk(session, row.address().type()),
            key -> new FutureTask<>(() -> walk(Group.of(row), session, bulk)));
    walk.run();
    return Optional.ofNullable(Refresher.result(walk).get(row));
  }

  private IdentityHashMap<ResourceState, Read> walk(
      Group group, ProviderSession session, BulkReading bulk) {
    List<ResourceState> own =
        rows.getOrDefault(group, List.of()).stream()
            .filter(row -> providers.session(row.provider(), row.address()) == session)
            .toList();
    List<Optional<Read>> reads =
        bulk.readAll(
            group.type(), own.stream().map(row -> (Value.Obj) row.object().revealed()).toList());
    var told = new IdentityHashMap<ResourceState, Read>();
    for (int i = 0; i < own.size(); i++) {
      ResourceState row = own.get(i);
      reads.get(i).ifPresent(read -> told.put(row, read));
    }
    return told;
  }
}
