package io.planform.planner.render.graph;

import io.planform.planner.config.ProviderRequirements;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Palette;

/** Writes which providers each module requires, as a tree of the modules. */
public final class ProviderTree {
  private final Lines lines = new Lines(Palette.PLAIN);

  private ProviderTree() {}

  public static String render(ProviderRequirements root) {
    ProviderTree tree = new ProviderTree();
    tree.lines.plain(".");
    tree.branches(root, "");
    return tree.lines.toString();
  }

  private void branches(ProviderRequirements module, String indent) {
    int left = module.providers().size() + module.calls().size();
    for (var provider : module.providers().entrySet()) {
      VersionConstraint versions = provider.getValue();
      String suffix = versions.terms().isEmpty() ? "" : " " + versions;
      lines.plain(indent + branch(--left) + "provider[" + provider.getKey() + "]" + suffix);
    }
    for (ProviderRequirements called : module.calls()) {
      lines.plain(indent + branch(--left) + "module." + called.module().name());
      branches(called, indent + (left == 0 ? "    " : "│   "));
    }
  }

  /**
   * @param left how many follow
   */
  private static String branch(int left) {
    return left == 0 ? "└── " : "├── ";
  }
}
