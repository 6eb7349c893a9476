package io.planform.planner.test;

import io.planform.spi.diagnostic.Diagnostic;
import java.util.List;

/**
 * How a file of tests ended.
 *
 * @param diagnostics of the file as a whole
 * @param leftovers what is left of what its runs made
 */
public record FileResult(
    TestFile file,
    Status status,
    List<RunResult> runs,
    List<Diagnostic> diagnostics,
    List<Leftover> leftovers) {}
