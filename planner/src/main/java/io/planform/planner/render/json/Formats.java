package io.planform.planner.render.json;

/** The versions of Terraform's formats that are written here. */
final class Formats {
  /** What programs that read the formats take for the version of Terraform. */
  static final String TERRAFORM = "1.11.4";

  static final String PLAN = "1.2";
  static final String STATE = "1.0";
  static final String UI = "1.2";

  private Formats() {}
}
