package io.planform.planner.render.report;

import io.planform.planner.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A plan as a document for people who do not sit at the terminal. */
public enum PlanReport {
  /** For a pull request. */
  MARKDOWN,
  /** One file that needs no other, with a picture of what depends on what. */
  HTML;

  /** By its name on the command line. */
  public static Optional<PlanReport> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  public String render(Plan plan) {
    return switch (this) {
      case MARKDOWN -> new MarkdownReport(plan).render();
      case HTML -> new HtmlReport(plan).render();
    };
  }
}
