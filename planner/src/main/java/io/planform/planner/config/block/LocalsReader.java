package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Local;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.List;

/** Reads {@code locals} blocks. */
final class LocalsReader {
  private final Diagnostics diagnostics;

  LocalsReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Local> read(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return List.of();
    }
    for (Body.Block nested : block.body().blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported block type",
              "Local values are arguments: write \"" + nested.type() + " = { … }\".",
              nested.range()));
    }
    return block.body().arguments().values().stream()
        .map(argument -> new Local(argument.name(), argument.expression(), argument.nameRange()))
        .toList();
  }
}
