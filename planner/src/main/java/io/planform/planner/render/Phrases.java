package io.planform.planner.render;

import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.InstanceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences above a resource's diff. */
public final class Phrases {
  private Phrases() {}

  public static String header(ResourceChange change) {
    return switch (change.action()) {
      case CREATE -> "will be created";
      case UPDATE -> "will be updated in-place";
      case DELETE -> "will be destroyed";
      case READ -> "will be read during apply";
      case NO_OP -> "is unchanged";
      case FORGET -> "will no longer be managed by Planform, but will not be destroyed";
      case DELETE_THEN_CREATE, CREATE_THEN_DELETE -> replacement(change);
    };
  }

  /** Without module and key. */
  private static String plain(Address address) {
    return address.type() + "." + address.name();
  }

  private static String replacement(ResourceChange change) {
    return switch (change.reason()) {
      case REPLACE_TAINTED -> "is tainted, so must be replaced";
      case REPLACE_BY_REQUEST -> "will be replaced, as requested";
      case REPLACE_BY_TRIGGERS -> "will be replaced due to changes in replace_triggered_by";
      case NONE,
          REPLACE_CANNOT_UPDATE,
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
          "must be replaced";
    };
  }

  /**
   * @param from where the object was; null if it was not moved
   */
  static Optional<String> reason(ResourceChange change, @Nullable Address from) {
    return switch (change.reason()) {
      case DELETE_NO_MODULE ->
          Optional.of("(because " + change.address().module() + " is not in configuration)");
      case DELETE_NO_CONFIGURATION ->
          Optional.of("(because " + plain(change.address()) + " is not in configuration)");
      case DELETE_NO_MOVE_TARGET ->
          Optional.of(
              "(because "
                  + from
                  + " was moved to "
                  + change.address()
                  + ", which is not in configuration)");
      case DELETE_WRONG_REPETITION ->
          Optional.of(
              switch (change.address().key()) {
                case null -> "(because resource uses count or for_each)";
                case InstanceKey.Index _ -> "(because resource does not use count)";
                case InstanceKey.Name _ -> "(because resource does not use for_each)";
              });
      case DELETE_COUNT_INDEX ->
          Optional.of("(because index " + change.address().key() + " is out of range for count)");
      case DELETE_EACH_KEY ->
          Optional.of("(because key " + change.address().key() + " is not in for_each map)");
      case DELETE_DEPOSED ->
          Optional.of("(left over from a partially-failed replacement of this instance)");
      case READ_CONFIG_UNKNOWN -> Optional.of("(config refers to values not yet known)");
      case READ_DEPENDENCY_PENDING ->
          Optional.of("(depends on a resource or a module with changes pending)");
      case FORGET_REMOVED -> Optional.of("(destroy = false is set in the configuration)");
      case READ_CHECK_NESTED -> Optional.of("(config will be reloaded to verify a check block)");
      case NONE, REPLACE_CANNOT_UPDATE, REPLACE_TAINTED, REPLACE_BY_REQUEST, REPLACE_BY_TRIGGERS ->
          Optional.empty();
    };
  }
}
