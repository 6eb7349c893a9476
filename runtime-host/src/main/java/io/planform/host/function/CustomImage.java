package io.planform.host.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import java.util.List;
import java.util.Optional;

/**
 * The container image of a function, and what the function says against the image's own settings:
 * texts as the API has them, empty where it says nothing.
 *
 * @param reference as the engine knows it: {@code registry/name:tag}
 * @param command in place of the image's entry point and command; words separated by commas
 * @param arguments in place of the image's command; words separated by commas
 * @param workingDirectory absolute
 * @param user who runs it: a number, or -1 for the default
 * @param group of the user, likewise
 */
public record CustomImage(
    String reference,
    String command,
    String arguments,
    String workingDirectory,
    String user,
    String group) {

  /** The user and group of functions that name no others. */
  static final String DEFAULT_ID = "1003";

  /** An image that is run as it is. */
  public static CustomImage plain(String reference) {
    return new CustomImage(reference, "", "", "", "", "");
  }

  /** Empty for what the image has. */
  public List<String> commandWords() {
    return words(command);
  }

  /** Empty for what the image has, or for none where there is a command. */
  public List<String> argumentWords() {
    return words(arguments);
  }

  /** Empty for the image's: the provider sends {@code /} where nothing is said. */
  public Optional<String> directory() {
    return Optional.of(workingDirectory).filter(path -> !path.isEmpty() && !path.equals("/"));
  }

  /** Who runs it: {@code user:group}. */
  public String owner() {
    return orDefault(user) + ":" + orDefault(group);
  }

  private static String orDefault(String id) {
    return id.isEmpty() || id.equals("-1") ? DEFAULT_ID : id;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  /** As the API has it. */
  public ObjectNode toJson() {
    return Json.object()
        .put("enabled", true)
        .put("image", reference)
        .put("command", command)
        .put("args", arguments)
        .put("working_dir", workingDirectory)
        .put("uid", user)
        .put("gid", group);
  }

  /** From what {@link #toJson()} made. */
  static CustomImage ofJson(String text) {
    try {
      JsonNode document = Json.read(text);
      return new CustomImage(
          document.path("image").asText(),
          document.path("command").asText(),
          document.path("args").asText(),
          document.path("working_dir").asText(),
          document.path("uid").asText(),
          document.path("gid").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored image is not ours", e);
    }
  }
}
