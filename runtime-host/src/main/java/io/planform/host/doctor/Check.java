package io.planform.host.doctor;

import java.util.Locale;

/**
 * One line of what {@code doctor} found.
 *
 * @param subject what was looked at: {@code Docker engine}, {@code image node18}
 * @param what what was found there
 * @param hint how to mend it; empty where nothing needs mending
 */
public record Check(Status status, String subject, String what, String hint) {

  /** How it stands. */
  public enum Status {
    OK,
    /** The host does not work without it. */
    MISSING,
    /** The host works, but not all of it. */
    WARNING
  }

  public static Check ok(String subject, String what) {
    return new Check(Status.OK, subject, what, "");
  }

  public static Check missing(String subject, String what, String hint) {
    return new Check(Status.MISSING, subject, what, hint);
  }

  public static Check warning(String subject, String what, String hint) {
    return new Check(Status.WARNING, subject, what, hint);
  }

  /** The line {@code status<TAB>subject<TAB>what<TAB>hint}. */
  public String line() {
    return String.join("\t", status.name().toLowerCase(Locale.ROOT), subject, what, hint);
  }
}
