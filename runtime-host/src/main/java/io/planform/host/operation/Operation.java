package io.planform.host.operation;

import io.planform.host.server.ApiException;
import io.planform.host.server.Request;
import java.util.Optional;

/**
 * What an apply says about a call of its.
 *
 * @param id of the operation in the apply's journal; empty for other callers
 * @param lease absent for other callers
 */
public record Operation(Optional<String> id, Optional<Lease> lease) {
  private static final int LONGEST = 200;

  /**
   * @param lineage of the state that is applied
   * @param fence grows with every holder of the state's lease
   */
  public record Lease(String lineage, long fence) {}

  /** Reads {@code X-Planform-Operation}, {@code -Lineage} and {@code -Fence}. */
  public static Operation of(Request request) {
    Optional<String> id = header(request, "x-planform-operation");
    Optional<String> lineage = header(request, "x-planform-lineage");
    Optional<Long> fence = header(request, "x-planform-fence").map(Operation::number);
    if (lineage.isPresent() != fence.isPresent()) {
      throw ApiException.invalid("X-Planform-Lineage and X-Planform-Fence belong together.");
    }
    return new Operation(id, lineage.map(name -> new Lease(name, fence.orElseThrow())));
  }

  private static Optional<String> header(Request request, String name) {
    Optional<String> value = request.header(name).filter(text -> !text.isEmpty());
    if (value.isPresent() && value.get().length() > LONGEST) {
      throw ApiException.invalid("The header %s is too long.".formatted(name));
    }
    return value;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiException.invalid("X-Planform-Fence must be an integer.");
    }
  }
}
