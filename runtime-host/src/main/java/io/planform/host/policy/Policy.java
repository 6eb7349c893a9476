package io.planform.host.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.policy.Statement.Effect;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A policy document of version 1.1: what it allows and what it denies. */
public final class Policy {
  private static final int MOST_STATEMENTS = 8;
  private static final int MOST_ACTIONS = 100;
  private static final int MOST_RESOURCES = 10;
  private static final int LONGEST = 256;

  private final List<Statement> statements;

  private Policy(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads a document.
   *
   * @throws ApiException for what is no policy, and for conditions, which are not supported
   */
  public static Policy of(JsonNode document) {
    Fields fields = Fields.of(document, "policy.");
    fields.refuseOthersThan(Set.of("Version", "Statement"));
    if (!fields.requiredText("Version").equals("1.1")) {
      throw ApiException.invalid("The field policy.Version must be \"1.1\".");
    }
    JsonNode array =
        fields
            .array("Statement")
            .orElseThrow(() -> ApiException.invalid("The field policy.Statement is required."));
    if (array.isEmpty() || array.size() > MOST_STATEMENTS) {
      throw ApiException.invalid("A policy has 1 to %d statements.".formatted(MOST_STATEMENTS));
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode statement : array) {
      String path = "policy.Statement[%d].".formatted(statements.size());
      statements.add(statement(Fields.of(statement, path), path));
    }
    return new Policy(statements);
  }

  private static Statement statement(Fields fields, String path) {
    fields.refuseOthersThan(Set.of("Effect", "Action", "Resource"));
    Effect effect =
        switch (fields.requiredText("Effect")) {
          case "Allow" -> Effect.ALLOW;
          case "Deny" -> Effect.DENY;
          default ->
              throw ApiException.invalid("The field %sEffect is Allow or Deny.".formatted(path));
        };
    List<String> actions = texts(fields, "Action", path, MOST_ACTIONS);
    if (actions.isEmpty()) {
      throw ApiException.invalid("The field %sAction is required.".formatted(path));
    }
    return new Statement(
        effect,
        actions.stream().map(Policy::action).toList(),
        texts(fields, "Resource", path, MOST_RESOURCES).stream().map(Policy::resource).toList());
  }

  private static List<String> texts(Fields fields, String name, String path, int most) {
    List<String> texts = new ArrayList<>();
    fields.array(name).ifPresent(array -> array.forEach(item -> texts.add(item.asText(""))));
    boolean allTexts =
        fields.array(name).map(array -> texts.stream().noneMatch(String::isEmpty)).orElse(true);
    if (!allTexts
        || texts.size() > most
        || texts.stream().anyMatch(text -> text.length() > LONGEST)
        || fields.array(name).filter(JsonNode::isEmpty).isPresent()) {
      throw ApiException.invalid(
          "The field %s%s is an array of 1 to %d texts of up to %d characters."
              .formatted(path, name, most, LONGEST));
    }
    return texts;
  }

  private static Wildcard action(String text) {
    if (text.split(":", -1).length != 3) {
      throw ApiException.invalid(
          "\"%s\" is no action; one is service:resource:operation, each part may have *."
              .formatted(text));
    }
    return new Wildcard(text.toLowerCase(Locale.ROOT));
  }

  private static ResourcePattern resource(String text) {
    return ResourcePattern.parse(text)
        .orElseThrow(
            () ->
                ApiException.invalid(
                    "\"%s\" is no resource; one is like %s or %s."
                        .formatted(
                            text,
                            "FUNCTIONGRAPH:*:*:function:Default/*",
                            "OBS:*:*:object:bucket/*")));
  }

  /** Whether some of the policies allow the action and none denies it. */
  public static boolean allow(
      Collection<Policy> policies, String action, Optional<Resource> resource) {
    String name = action.toLowerCase(Locale.ROOT);
    boolean allowed = false;
    for (Policy policy : policies) {
      for (Statement statement : policy.statements) {
        if (statement.covers(name, resource)) {
          if (statement.effect() == Effect.DENY) {
            return false;
          }
          allowed = true;
        }
      }
    }
    return allowed;
  }
}
