package io.planform.planner.cli.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What of a state can be called: functions by name, and the addresses of triggers. */
public record Deployed(List<String> functions, List<String> urls) {
  private static final String FUNCTION = "huaweicloud_fgs_function";
  private static final String TRIGGER = "huaweicloud_fgs_function_trigger";

  public Deployed {
    functions = List.copyOf(functions);
    urls = List.copyOf(urls);
  }

  public static Deployed of(Snapshot state) {
    JsonMapper json = new JsonMapper();
    List<String> functions = new ArrayList<>();
    List<String> urls = new ArrayList<>();
    for (ResourceRow row : state.resources()) {
      boolean function = row.address().startsWith(FUNCTION + ".");
      boolean trigger = row.address().startsWith(TRIGGER + ".");
      if (row.deposed().isEmpty() && (function || trigger)) {
        JsonNode value = attributes(json, row).path(function ? "name" : "invoke_url");
        if (value.isTextual()) {
          (function ? functions : urls).add(value.textValue());
        }
      }
    }
    return new Deployed(functions, urls);
  }

  private static JsonNode attributes(JsonMapper json, ResourceRow row) {
    try {
      return json.readTree(row.attributes()).path("attributes");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the row of " + row.address() + " is no JSON document", e);
    }
  }

  /**
   * The commands that call it, one a line; nothing where nothing can be called.
   *
   * @param planform how this program is called for this state
   */
  public String commandsToTry(String planform) {
    List<String> lines = new ArrayList<>();
    urls.forEach(url -> lines.add("  curl " + url));
    functions.forEach(name -> lines.add("  " + planform + " invoke " + name));
    return lines.isEmpty() ? "" : "\nTry:\n" + String.join("\n", lines) + "\n";
  }
}
