package io.planform.spi.diagnostic;

/** How bad a {@link Diagnostic} is: an error stops the run, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
