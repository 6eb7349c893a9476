package io.planform.planner.saved;

/** What the parts of a plan file are called. */
final class Names {
  static final String FORMAT = "planform-plan";

  /** A reader takes every version with the number before the dot that it knows. */
  static final int MAJOR = 1;

  static final String VERSION = MAJOR + ".1";

  static final String MANIFEST = "manifest.json";
  static final String PLAN = "plan.json";
  static final String CONFIGURATION = "configuration.json";
  static final String STATE = "state.jsonl";
  static final String CHANGES = "changes.jsonl";
  static final String DRIFT = "drift.jsonl";
  static final String DATA = "data.jsonl";
  static final String FILES = "files.jsonl";
  static final String FILE = "files/";

  private Names() {}
}
