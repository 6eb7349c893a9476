package io.planform.host.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import java.util.Optional;

/**
 * One page of a list. A marker is the offset of the page's first item, as the official clients
 * count; the last page's {@code next_marker} is 0.
 *
 * @param size items at most
 */
public record Page(int offset, int size) {
  private static final int LARGEST = 400;

  /** The page that a request asks for by {@code marker} and the size's parameter. */
  public static Page of(Request request, String sizeParameter) {
    return of(request, sizeParameter, LARGEST, LARGEST);
  }

  /**
   * The same for lists with other sizes.
   *
   * @param usual size where the request names none
   */
  public static Page of(Request request, String sizeParameter, int usual, int largest) {
    int offset = number(request, "marker").orElse(0);
    int size = Math.min(number(request, sizeParameter).filter(n -> n > 0).orElse(usual), largest);
    return new Page(offset, size);
  }

  /** The marker of the page after this one, which holds {@code count} of {@code total} items. */
  public int next(int count, long total) {
    return offset + count < total ? offset + count : 0;
  }

  /** What lists that tell of their pages say of this one. */
  public ObjectNode information(int count, long total) {
    return Json.object()
        .put("next_marker", next(count, total))
        .put("previous_marker", Math.max(0, offset - size))
        .put("current_count", count);
  }

  private static Optional<Integer> number(Request request, String name) {
    Optional<String> text = request.argument(name).filter(value -> !value.isEmpty());
    try {
      return text.map(Integer::valueOf)
          .map(
              value -> {
                if (value < 0) {
                  throw new NumberFormatException("negative");
                }
                return value;
              });
    } catch (NumberFormatException e) {
      throw new ApiException(
          FgsError.FSS_1001, "The parameter %s must be a number from 0.".formatted(name));
    }
  }
}
