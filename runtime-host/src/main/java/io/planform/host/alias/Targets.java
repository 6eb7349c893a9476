package io.planform.host.alias;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.server.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Finds the version that a call of a function, a version or an alias goes to. */
public final class Targets {
  private final FunctionCatalogue functions;
  private final CurrentAliases aliases;
  private final IntSupplier die;

  /**
   * @param die throws 0 to 99, for aliases that divide their calls by weight
   */
  public Targets(FunctionCatalogue functions, CurrentAliases aliases, IntSupplier die) {
    this.functions = functions;
    this.aliases = aliases;
    this.die = die;
  }

  /**
   * What a call goes to.
   *
   * @param id of the function, version or alias that was called: another one after it was deleted
   *     and made anew
   * @param function the version that the call goes to
   * @param alias that was called; empty for functions and versions
   */
  public record Target(String id, CurrentFunction function, String alias) {}

  /**
   * @param headers of the call, by lower-case name
   */
  public Optional<Target> find(FunctionUrn urn, Map<String, List<String>> headers) {
    String qualifier = urn.qualifier();
    return qualifier != null && qualifier.startsWith("!")
        ? byAlias(urn, qualifier.substring(1), headers)
        : functions.current(urn).map(function -> new Target(function.versionId(), function, ""));
  }

  private Optional<Target> byAlias(
      FunctionUrn urn, String name, Map<String, List<String>> headers) {
    return functions
        .current(urn.bare())
        .flatMap(latest -> aliases.find(latest.id(), name))
        .flatMap(
            alias ->
                functions
                    .current(urn.withQualifier(version(alias, headers)))
                    .or(() -> functions.current(urn.withQualifier(alias.version())))
                    .map(function -> new Target(alias.id(), function, name)));
  }

  private String version(Alias alias, Map<String, List<String>> headers) {
    return alias
        .shift()
        .filter(shift -> shift.takes(headers, die))
        .map(Shift::version)
        .orElseGet(() -> aliases.serving(alias));
  }

  /**
   * @throws ApiException FSS.1051, FSS.1052, FSS.1053 where there is no function, version or alias
   */
  public Target get(FunctionUrn urn, Map<String, List<String>> headers) {
    return find(urn, headers).orElseThrow(() -> missing(urn));
  }

  private ApiException missing(FunctionUrn urn) {
    String qualifier = urn.qualifier();
    if (qualifier == null || functions.current(urn.bare()).isEmpty()) {
      return new ApiException(FgsError.FSS_1051, "There is no function %s.".formatted(urn.bare()));
    }
    return qualifier.startsWith("!")
        ? FunctionCatalogue.missingAlias(qualifier.substring(1))
        : FunctionCatalogue.missingVersion(qualifier);
  }
}
