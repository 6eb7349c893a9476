package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A nested block, and where it lives in the API's JSON: an array of objects, or one object where
 * the block comes once at most.
 *
 * @param at dotted path; empty if the API knows nothing of it
 * @param constants what its objects hold besides the fields
 * @param sentBy the calls whose bodies hold it
 * @param completedBy the calls that a creation needs besides the first if it is set
 */
public record Group(
    String name,
    Nesting nesting,
    int max,
    String at,
    List<Field> fields,
    List<Group> groups,
    Map<String, JsonNode> constants,
    Set<Call> sentBy,
    Set<Call> completedBy) {

  public static Group of(String name, Nesting nesting, int max, List<Field> fields) {
    return new Group(name, nesting, max, "", fields, List.of(), Map.of(), Set.of(), Set.of());
  }

  public Group at(String path) {
    return new Group(name, nesting, max, path, fields, groups, constants, sentBy, completedBy);
  }

  public Group by(Call... calls) {
    return new Group(name, nesting, max, at, fields, groups, constants, Set.of(calls), completedBy);
  }

  public Group holding(Group... nested) {
    return new Group(
        name, nesting, max, at, fields, List.of(nested), constants, sentBy, completedBy);
  }

  public Group with(String constant, JsonNode value) {
    return new Group(
        name, nesting, max, at, fields, groups, Map.of(constant, value), sentBy, completedBy);
  }

  public Group completedBy(Call call) {
    return new Group(name, nesting, max, at, fields, groups, constants, sentBy, Set.of(call));
  }

  /** The fields that tell blocks of a set apart; none where all fields do. */
  List<Field> keys() {
    return fields.stream().filter(field -> field.attribute().mode() == Mode.REQUIRED).toList();
  }

  /** Whether another block makes another object: each of its fields does. */
  boolean replaces() {
    return !fields.isEmpty()
        && fields.stream().allMatch(field -> field.attribute().change() == Change.REPLACES);
  }

  boolean isArray() {
    return max > 1;
  }

  Block block() {
    return new Block(name, nesting, 0, max, Change.IN_PLACE, schema(fields, groups));
  }

  static Schema schema(List<Field> fields, List<Group> groups) {
    return Schema.of(
        fields.stream().map(Field::attribute).toList(), groups.stream().map(Group::block).toList());
  }
}
