package io.planform.planner.render;

import io.planform.planner.drift.Cause;
import io.planform.planner.drift.DriftReport;
import io.planform.planner.drift.DriftedAttribute;
import io.planform.planner.drift.DriftedObject;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Mark;
import io.planform.planner.render.text.Palette;
import io.planform.planner.render.text.Palette.Ink;
import io.planform.spi.provider.ChangeHistory.Change;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows drift by its causes, in the signs of plans. */
public final class DriftRenderer {
  private final Palette palette;

  public DriftRenderer(Palette palette) {
    this.palette = palette;
  }

  public String render(DriftReport report) {
    Lines lines = new Lines(palette);
    lines.plain("Target: " + report.target()).blank();
    for (Cause cause : report.causes()) {
      lines.plain(palette.paint(Ink.STRONG, headline(cause))).blank();
      cause.objects().forEach(object -> object(object, lines));
    }
    if (!report.unmanaged().isEmpty()) {
      lines.plain(palette.paint(Ink.STRONG, "Not managed:"));
      report
          .unmanaged()
          .forEach((address, found) -> lines.plain("  " + address + " [id=" + found.id() + "]"));
      lines.plain("'planform import -all -out=FILE' writes the blocks that adopt them.").blank();
    }
    return lines
        .plain(palette.paint(report.isDrifted() ? Ink.CHANGE : Ink.ADD, summary(report)))
        .toString();
  }

  /** One line of counts. */
  public static String summary(DriftReport report) {
    List<String> parts = new ArrayList<>();
    int objects = report.objects().size();
    long gone = report.objects().stream().filter(DriftedObject::gone).count();
    parts.add(
        !report.isDrifted()
            ? "No drift: what is managed is as it was applied."
            : "Drift: "
                + counted(objects, "object is", "objects are")
                + " not as applied"
                + (gone == 0 ? "." : ", " + gone + " of them gone."));
    if (!report.unmanaged().isEmpty()) {
      parts.add(counted(report.unmanaged().size(), "object is", "objects are") + " not managed.");
    }
    if (report.ignored() > 0) {
      parts.add(
          counted(report.ignored(), "difference is", "differences are") + " ignored by rules.");
    }
    return String.join(" ", parts);
  }

  private static String counted(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** Who, from where and when. */
  public static String headline(Cause cause) {
    if (!cause.isKnown()) {
      return "Nobody is known to have changed these:";
    }
    Instant first = second(cause.first());
    Instant last = second(cause.last());
    return (cause.actor().isEmpty() ? "Somebody" : cause.actor())
        + " from "
        + cause.source()
        + ", "
        + (first.equals(last) ? "at " + first : first + " to " + last)
        + ":";
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** When and by which call, for people. */
  public static String call(Change call) {
    return second(call.at()) + " " + call.call() + " by " + call.actor();
  }

  /** The address, with the key of a deposed object. */
  public static String name(DriftedObject object) {
    return object.deposed().isEmpty()
        ? object.address().toString()
        : object.address() + " (deposed object " + object.deposed() + ")";
  }

  private void object(DriftedObject object, Lines lines) {
    lines.line(
        0,
        object.gone() ? Mark.REMOVE : Mark.CHANGE,
        name(object) + (object.gone() ? " is gone" : "") + " [id=" + object.objectId() + "]");
    object.calls().forEach(call -> lines.comment(1, palette.paint(Ink.FAINT, "# " + call(call))));
    ValueDiff values = new ValueDiff(lines);
    for (DriftedAttribute attribute : object.attributes()) {
      Value applied = attribute.applied();
      Value live = attribute.live();
      Type type = applied != null ? applied.type() : live != null ? live.type() : Type.DYNAMIC;
      values.entry(1, attribute.path() + " = ", type, applied, live, note(attribute));
    }
    lines.blank();
  }

  private String note(DriftedAttribute attribute) {
    return palette.paint(Ink.FAINT, " # " + declaration(attribute));
  }

  /** What the manifest says of an attribute, beside what it was and is. */
  static String declaration(DriftedAttribute attribute) {
    Value declared = attribute.declared();
    if (!attribute.isDeclared()) {
      return "not declared";
    }
    if (Objects.equals(declared, attribute.live())) {
      return "declared as it is";
    }
    if (Objects.equals(declared, attribute.applied())) {
      return "declared as applied";
    }
    return declared instanceof Value.Unknown ? "declared, known after apply" : "declared otherwise";
  }
}
