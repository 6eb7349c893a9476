package io.planform.planner.render;

import io.planform.planner.plan.address.Address;
import java.time.Duration;
import java.util.Locale;

/** The lines an apply prints as it goes. */
public final class ProgressText {

  /** What is done to an object, in the forms the lines need. */
  public enum Verb {
    CREATE("Creating", "Creation"),
    UPDATE("Modifying", "Modifications"),
    DELETE("Destroying", "Destruction"),
    READ("Reading", "Read"),
    REFRESH("Refreshing", "Refresh"),
    IMPORT("Importing", "Import"),
    OPEN("Opening", "Opening"),
    RENEW("Renewing", "Renewal"),
    CLOSE("Closing", "Closing");

    private final String doing;
    private final String noun;

    Verb(String doing, String noun) {
      this.doing = doing;
      this.noun = noun;
    }
  }

  private ProgressText() {}

  public static String started(Address address, Verb verb, String objectId) {
    return address + ": " + verb.doing + "..." + id(objectId);
  }

  public static String still(Address address, Verb verb, String objectId, Duration elapsed) {
    String id = objectId.isEmpty() ? "" : "id=" + objectId + ", ";
    return address
        + ": Still "
        + verb.doing.toLowerCase(Locale.ROOT)
        + "... ["
        + id
        + spoken(elapsed)
        + " elapsed]";
  }

  /** Below the name of the object's module. */
  static String running(Address address, Verb verb, Duration elapsed) {
    String name = address.toString();
    String module = address.module().toString();
    String local = module.isEmpty() ? name : name.substring(module.length() + 1);
    return local + ": " + verb.doing + "... " + spoken(elapsed);
  }

  public static String finished(Address address, Verb verb, String objectId, Duration took) {
    String after = verb == Verb.IMPORT ? "" : " after " + spoken(took);
    return address + ": " + verb.noun + " complete" + after + id(objectId);
  }

  public static String failed(Address address, Verb verb, Duration took) {
    return address + ": " + verb.noun + " errored after " + spoken(took);
  }

  public static String refreshing(Address address, String objectId) {
    return address + ": Refreshing state..." + id(objectId);
  }

  /** A line that a provisioner printed. */
  public static String output(Address address, String provisioner, String line) {
    return address + " (" + provisioner + "): " + line;
  }

  private static String id(String objectId) {
    return objectId.isEmpty() ? "" : " [id=" + objectId + "]";
  }

  static String spoken(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 60 ? seconds + "s" : "%dm%02ds".formatted(seconds / 60, seconds % 60);
  }
}
