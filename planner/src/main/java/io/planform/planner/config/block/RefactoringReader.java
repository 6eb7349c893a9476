package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.NotBuilt;
import io.planform.planner.config.Refactoring;
import io.planform.planner.config.Refactoring.Import;
import io.planform.planner.config.Refactoring.Moved;
import io.planform.planner.config.Refactoring.Removed;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.lang.Traversal;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code moved}, {@code removed} and {@code import} blocks. */
final class RefactoringReader {
  private final Diagnostics diagnostics;
  private final List<Moved> moved = new ArrayList<>();
  private final List<Removed> removed = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final Map<String, SourceRange> importTargets = new HashMap<>();

  RefactoringReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Refactoring refactoring() {
    return new Refactoring(moved, removed, imports);
  }

  void moved(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Traversal from = address(body.required("from"));
    Traversal to = address(body.required("to"));
    body.end();
    String old = from == null ? null : constant(from);
    String now = to == null ? null : constant(to);
    if (from == null || to == null || old == null || now == null) {
      return;
    }
    if (isModule(from) != isModule(to)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid \"moved\" addresses",
              "The two addresses must both be resources, or both be modules.",
              block.range()));
      return;
    }
    moved.add(new Moved(old, now, block.range()));
  }

  void removed(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Traversal from = address(body.required("from"));
    Body.Block lifecycle = body.block("lifecycle");
    body.refuse("provisioner", "Destroy the objects without it.");
    body.refuse("connection", "It belongs to provisioners.");
    body.end();
    boolean destroy = true;
    if (lifecycle != null) {
      BodyReader reader = new BodyReader(lifecycle.body(), diagnostics);
      destroy = reader.bool("destroy", true);
      reader.end();
    }
    if (from == null) {
      return;
    }
    if (from.steps().stream().anyMatch(Traversal.Key.class::isInstance)) {
      diagnostics.add(
          Diagnostic.error(
              "Resource instance keys not allowed",
              "A resource or module is removed with all its instances: leave the key out.",
              from.range()));
      return;
    }
    removed.add(new Removed(from.names(), destroy, block.range()));
  }

  void imported(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Traversal to = address(body.required("to"));
    Expression id = body.required("id");
    Expression forEach = body.expression("for_each");
    if (body.expression("provider") != null) {
      diagnostics.add(
          NotBuilt.error(
              "\"provider\" in import blocks",
              "The provider of the resource is used.",
              block.range()));
    }
    body.end();
    if (to == null || id == null) {
      return;
    }
    if (isModule(to)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid import address", "Only managed resources can be imported.", to.range()));
      return;
    }
    String text = forEach == null ? to.text(NO_NAMES, new Diagnostics()) : null;
    SourceRange first = text == null ? null : importTargets.putIfAbsent(text, block.range());
    if (first != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate import configuration for \"" + text + "\"",
              "It is imported at line " + first.start().line() + " already.",
              to.range()));
      return;
    }
    imports.add(new Import(to, id, forEach, block.range()));
  }

  private static final BodyReader.ConstantScope NO_NAMES = new BodyReader.ConstantScope(false);

  private @Nullable String constant(Traversal address) {
    return address.text(NO_NAMES, diagnostics);
  }

  private @Nullable Traversal address(@Nullable Expression expression) {
    if (expression == null) {
      return null;
    }
    if (StaticExpression.text(expression) != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid expression", "An address is written without quotes.", expression.range()));
      return null;
    }
    Traversal address = StaticExpression.traversal(expression);
    String names = address == null ? "" : address.names();
    boolean complete =
        names.matches("(module\\.[^.]+\\.)*(module|((data|ephemeral)\\.)?[^.]+)\\.[^.]+");
    if (address == null || !complete) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid address",
              "The address of a resource or a module is required: TYPE.NAME or module.NAME.",
              expression.range()));
      return null;
    }
    if (names.matches("(module\\.[^.]+\\.)*(data|ephemeral)\\..*")) {
      diagnostics.add(
          Diagnostic.error(
              "Resource address required",
              "Only objects of resources can be moved, removed or imported: of data sources and"
                  + " ephemeral resources none is managed.",
              expression.range()));
      return null;
    }
    return address;
  }

  private static boolean isModule(Traversal address) {
    return address.names().matches("(module\\.[^.]+\\.)*module\\.[^.]+");
  }
}
