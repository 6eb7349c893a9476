package io.planform.planner.render.json;

import io.planform.planner.plan.OutputChange;
import io.planform.planner.plan.ResourceChange;
import org.jspecify.annotations.Nullable;

/** Terraform's names of reasons and actions. */
final class ChangeNames {
  private ChangeNames() {}

  /** Null where there is none to say. */
  static @Nullable String reason(ResourceChange change) {
    return switch (change.reason()) {
      case NONE, DELETE_DEPOSED -> null;
      case FORGET_REMOVED -> "delete_because_no_resource_config";
      case REPLACE_CANNOT_UPDATE -> "replace_because_cannot_update";
      case REPLACE_TAINTED -> "replace_because_tainted";
      case REPLACE_BY_REQUEST -> "replace_by_request";
      case REPLACE_BY_TRIGGERS -> "replace_by_triggers";
      case DELETE_NO_CONFIGURATION -> "delete_because_no_resource_config";
      case DELETE_NO_MODULE -> "delete_because_no_module";
      case DELETE_NO_MOVE_TARGET -> "delete_because_no_move_target";
      case DELETE_WRONG_REPETITION -> "delete_because_wrong_repetition";
      case DELETE_COUNT_INDEX -> "delete_because_count_index";
      case DELETE_EACH_KEY -> "delete_because_each_key";
      case READ_CONFIG_UNKNOWN -> "read_because_config_unknown";
      case READ_DEPENDENCY_PENDING -> "read_because_dependency_pending";
      case READ_CHECK_NESTED -> "read_because_check_nested";
    };
  }

  /** The same in the words of the user interface, where some are shorter. */
  static @Nullable String uiReason(ResourceChange change) {
    return switch (change.reason()) {
      case REPLACE_CANNOT_UPDATE -> "cannot_update";
      case REPLACE_TAINTED -> "tainted";
      case REPLACE_BY_REQUEST -> "requested";
      case REPLACE_BY_TRIGGERS -> "replace_triggered_by";
      case NONE,
          DELETE_NO_CONFIGURATION,
          DELETE_NO_MODULE,
          DELETE_NO_MOVE_TARGET,
          DELETE_WRONG_REPETITION,
          DELETE_COUNT_INDEX,
          DELETE_EACH_KEY,
          DELETE_DEPOSED,
          READ_CONFIG_UNKNOWN,
          READ_DEPENDENCY_PENDING,
          READ_CHECK_NESTED,
          FORGET_REMOVED ->
          reason(change);
    };
  }

  static String action(OutputChange change) {
    if (!change.isChange()) {
      return "no-op";
    }
    return change.before() == null ? "create" : change.after() == null ? "delete" : "update";
  }
}
