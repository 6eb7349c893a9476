package io.planform.host.metric;

/**
 * What is asked about.
 *
 * @param functionId empty for all functions
 * @param version empty for all versions
 */
public record Scope(String functionId, String version) {
  public static final Scope ALL = new Scope("", "");

  boolean includes(Series series) {
    return (functionId.isEmpty() || functionId.equals(series.functionId()))
        && (version.isEmpty() || version.equals(series.version()));
  }
}
