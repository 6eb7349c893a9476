package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from a function's versions and aliases to others. Aliases change in place, so there is no
 * moment in which a call by an alias that stays finds nothing.
 */
final class VersionChanges {
  private final SequencedMap<String, VersionBlock> prior;
  private final SequencedMap<String, VersionBlock> wanted;
  private final VersionCalls calls;

  /** What aliases stand for at the moment: versions by alias. */
  private final Map<String, String> standing = new HashMap<>();

  private VersionChanges(
      SequencedMap<String, VersionBlock> prior,
      SequencedMap<String, VersionBlock> wanted,
      VersionCalls calls) {
    this.prior = prior;
    this.wanted = wanted;
    this.calls = calls;
    aliases(prior).forEach((name, placed) -> standing.put(name, placed.version()));
  }

  /** An alias and the version it stands for. */
  private record Placed(String version, VersionBlock.Alias alias) {}

  /** Makes the calls; the first one that fails ends it. */
  static ApiResult make(
      SequencedMap<String, VersionBlock> prior,
      SequencedMap<String, VersionBlock> wanted,
      VersionCalls calls) {
    VersionChanges changes = new VersionChanges(prior, wanted, calls);
    List<Supplier<ApiResult>> steps =
        List.of(
            changes::deleteAliases,
            () -> changes.deleteVersions(true),
            changes::publish,
            changes::placeAliases,
            () -> changes.deleteVersions(false));
    ApiResult result = VersionCalls.nothingToDo();
    for (Supplier<ApiResult> step : steps) {
      if (result instanceof Answered) {
        result = step.get();
      }
    }
    return result;
  }

  private static SequencedMap<String, Placed> aliases(SequencedMap<String, VersionBlock> versions) {
    SequencedMap<String, Placed> aliases = new LinkedHashMap<>();
    for (VersionBlock version : versions.values()) {
      version
          .alias()
          .ifPresent(alias -> aliases.put(alias.name(), new Placed(version.name(), alias)));
    }
    return aliases;
  }

  private ApiResult deleteAliases() {
    List<String> gone = new ArrayList<>(aliases(prior).sequencedKeySet());
    gone.removeAll(aliases(wanted).keySet());
    ApiResult result = VersionCalls.nothingToDo();
    for (String alias : gone) {
      if (result instanceof Answered) {
        result = calls.deleteAlias(alias);
        standing.remove(alias);
      }
    }
    return result;
  }

  /**
   * A version goes after the aliases that stand for it or send requests to it have others.
   *
   * @param early those only that no alias needs, to make room for new ones
   */
  private ApiResult deleteVersions(boolean early) {
    ApiResult result = VersionCalls.nothingToDo();
    for (VersionBlock version : List.copyOf(prior.values())) {
      boolean goes =
          !version.isLatest()
              && !wanted.containsKey(version.name())
              && !(early && isNeeded(version.name()));
      if (goes && result instanceof Answered) {
        result = calls.delete(version.name());
        prior.remove(version.name());
      }
    }
    return result;
  }

  private boolean isNeeded(String version) {
    return standing.containsValue(version)
        || aliases(prior).values().stream()
            .anyMatch(
                placed ->
                    standing.containsKey(placed.alias().name())
                        && placed.alias().additional().equals(version));
  }

  private ApiResult publish() {
    ApiResult result = VersionCalls.nothingToDo();
    for (VersionBlock version : wanted.values()) {
      boolean isNew = !version.isLatest() && !prior.containsKey(version.name());
      if (isNew && result instanceof Answered) {
        result = calls.publish(version);
      }
    }
    return result;
  }

  /** A version has one alias: each is moved when its new version is free. */
  private ApiResult placeAliases() {
    SequencedMap<String, Placed> before = aliases(prior);
    SequencedMap<String, Placed> waiting = aliases(wanted);
    waiting.entrySet().removeIf(each -> isSame(each.getValue(), before.get(each.getKey())));
    ApiResult result = VersionCalls.nothingToDo();
    while (!waiting.isEmpty() && result instanceof Answered) {
      Optional<Placed> next = waiting.values().stream().filter(this::isFree).findFirst();
      if (next.isPresent()) {
        waiting.remove(next.get().alias().name());
        result = place(next.get());
      } else {
        // They wait for each other in a circle: one of it is made anew.
        String name =
            waiting.keySet().stream().filter(standing::containsKey).findFirst().orElseThrow();
        standing.remove(name);
        result = calls.deleteAlias(name);
      }
    }
    return result;
  }

  private static boolean isSame(Placed wanted, @Nullable Placed before) {
    return before != null
        && before.version().equals(wanted.version())
        && before.alias().means(wanted.alias());
  }

  private boolean isFree(Placed placed) {
    return standing.entrySet().stream()
        .noneMatch(
            each ->
                each.getValue().equals(placed.version())
                    && !each.getKey().equals(placed.alias().name()));
  }

  private ApiResult place(Placed placed) {
    String name = placed.alias().name();
    return standing.put(name, placed.version()) == null
        ? calls.createAlias(placed.version(), placed.alias())
        : calls.updateAlias(placed.version(), placed.alias());
  }
}
