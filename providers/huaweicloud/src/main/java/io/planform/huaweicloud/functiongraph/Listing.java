package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.spi.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A list of the API, read page by page; what fails is told by {@link #diagnostics()}. */
final class Listing {
  private static final int PAGE = 100;

  /** Of our host, whose clients are not far away. */
  private static final int LARGE_PAGE = 400;

  private final Calls calls;
  private final Call call;
  private final Map<String, String> path;
  private final String array;
  private final Map<String, String> query = new LinkedHashMap<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int size = PAGE;

  /**
   * @param path what stands for the names in braces
   * @param array JSON pointer to the items in an answer
   */
  Listing(Calls calls, Call call, Map<String, String> path, String array) {
    this.calls = calls;
    this.call = call;
    this.path = path;
    this.array = array;
  }

  /** Adds a filter; an empty one filters nothing. */
  Listing with(String name, String value) {
    if (!value.isEmpty()) {
      query.put(name, value);
    }
    return this;
  }

  List<JsonNode> items() {
    return itemsFrom(0);
  }

  private List<JsonNode> itemsFrom(long first) {
    List<JsonNode> items = new ArrayList<>();
    long marker = first;
    do {
      JsonNode page = page(marker);
      page.at(array).forEach(items::add);
      long next = page.path("next_marker").asLong();
      // A server that repeats a marker would be asked for ever.
      boolean goesOn = next > marker && !page.at(array).isEmpty();
      marker = goesOn ? next : 0;
    } while (marker > 0);
    return items;
  }

  /**
   * All items in large pages.
   *
   * @param atMost pages
   * @return nothing if there are more pages, or one cannot be read
   */
  Optional<List<JsonNode>> items(int atMost) {
    if (atMost == 0) {
      return Optional.empty();
    }
    size = LARGE_PAGE;
    JsonNode first = page(0);
    if (first.path("count").asLong(Long.MAX_VALUE) > (long) atMost * LARGE_PAGE) {
      return Optional.empty();
    }
    List<JsonNode> items = new ArrayList<>();
    first.at(array).forEach(items::add);
    long next = first.path("next_marker").asLong();
    if (next > 0) {
      items.addAll(itemsFrom(next));
    }
    return diagnostics.isEmpty() ? Optional.of(items) : Optional.empty();
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  private JsonNode page(long marker) {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("marker", Long.toString(marker));
    all.put("maxitems", Integer.toString(size));
    String text =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + PercentEncoding.encode(each.getValue()))
            .collect(Collectors.joining("&"));
    ApiResult result = calls.page(call, path, text);
    switch (result) {
      case Answered answer -> {
        return answer.json();
      }
      case Rejected rejected -> diagnostics.add(rejected.diagnostic());
      case Unreached(Diagnostic diagnostic) -> diagnostics.add(diagnostic);
      case Lost(Diagnostic diagnostic, _) -> diagnostics.add(diagnostic);
    }
    return MissingNode.getInstance();
  }
}
