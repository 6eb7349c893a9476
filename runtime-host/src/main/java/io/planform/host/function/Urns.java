package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.iam.Credentials;
import io.planform.host.server.ApiException;

/** Reads the URNs in requests, in their full and short forms, for this host's project. */
public final class Urns {
  private final String region;
  private final String project;

  public Urns(Credentials credentials) {
    this.region = credentials.region();
    this.project = credentials.project();
  }

  /** The URN of a function of that name. */
  FunctionUrn of(String packageName, String name) {
    return new FunctionUrn(region, project, packageName, name, null);
  }

  /**
   * A function, or one of its versions or aliases.
   *
   * @throws ApiException FSS.1309 for another form, 404 for another project or region
   */
  public FunctionUrn parse(String text) {
    FunctionUrn urn =
        FunctionUrn.parse(text, region, project)
            .orElseThrow(
                () -> new ApiException(FgsError.FSS_1309, "\"%s\" is none.".formatted(text)));
    if (!urn.region().equals(region) || !urn.project().equals(project)) {
      throw new ApiException(
          FgsError.FSS_1051, "This host is region %s, project %s.".formatted(region, project));
    }
    return urn;
  }
}
