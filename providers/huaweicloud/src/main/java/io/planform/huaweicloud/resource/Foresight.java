package io.planform.huaweicloud.resource;

import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an object will be after an apply. */
final class Foresight {
  private final Declaration declaration;
  private final Map<String, Value> foreseen;

  /**
   * @param foreseen what a new object's computed attributes will be, as far as that can be told
   */
  Foresight(Declaration declaration, Map<String, Value> foreseen) {
    this.declaration = declaration;
    this.foreseen = foreseen;
  }

  Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    if (prior == null) {
      return new Planned(
          values(declaration.fields(), declaration.groups(), null, configuration, true),
          Set.of(),
          List.of());
    }
    Value.Obj updated =
        values(declaration.fields(), declaration.groups(), prior, configuration, true);
    Set<ValuePath> replacing = new LinkedHashSet<>();
    for (Field field : declaration.fields()) {
      if (field.attribute().change() == Change.REPLACES
          && differ(updated.get(field.name()), prior.get(field.name()))) {
        replacing.add(ValuePath.of(field.name()));
      }
    }
    for (Group group : declaration.groups()) {
      if (group.replaces()) {
        replacing.addAll(replacing(group, updated.get(group.name()), prior.get(group.name())));
      }
    }
    if (!replacing.isEmpty()) {
      return new Planned(plan(null, configuration).state(), replacing, List.of());
    }
    return new Planned(unsettled(prior, updated), Set.of(), List.of());
  }

  /** What of a group is different: fields of its blocks, or how many of these there are. */
  private static Set<ValuePath> replacing(Group group, Value updated, Value prior) {
    List<Value> after = Body.blocks(updated);
    List<Value> before = Body.blocks(prior);
    Set<ValuePath> different = new LinkedHashSet<>();
    for (int i = 0; i < after.size() && after.size() == before.size(); i++) {
      if (after.get(i).unmarked() instanceof Value.Obj now
          && before.get(i).unmarked() instanceof Value.Obj then) {
        for (Field field : group.fields()) {
          if (differ(now.get(field.name()), then.get(field.name()))) {
            different.add(ValuePath.of(group.name()).index(i).attribute(field.name()));
          }
        }
      }
    }
    return different.isEmpty() && (updated.isUnknown() || after.size() != before.size())
        ? Set.of(ValuePath.of(group.name()))
        : different;
  }

  /** Nulls are equal, of whatever type, and marks do not count. */
  static boolean differ(Value one, Value other) {
    return !(one.isNull() && other.isNull()) && !one.revealed().equals(other.revealed());
  }

  /** What the API sets anew with each change is not known before one. */
  private Value.Obj unsettled(Value.Obj prior, Value.Obj updated) {
    if (updated.equals(prior)) {
      return updated;
    }
    Value.Obj result = updated;
    for (Field field : declaration.fields()) {
      if (field.moves()) {
        result = result.with(field.name(), new Value.Unknown(field.attribute().type()));
      }
    }
    return result;
  }

  private Value.Obj values(
      List<Field> fields,
      List<Group> groups,
      Value.@Nullable Obj prior,
      Value.Obj configuration,
      boolean top) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Field field : fields) {
      Value before = prior == null ? null : prior.get(field.name());
      values.put(field.name(), value(field, before, configuration.get(field.name()), top));
    }
    for (Group group : groups) {
      Value before = prior == null ? new Value.Null(Type.DYNAMIC) : prior.get(group.name());
      values.put(group.name(), blocks(group, before, configuration.get(group.name())));
    }
    return new Value.Obj(values);
  }

  private Value value(Field field, @Nullable Value prior, Value declared, boolean top) {
    Type type = field.attribute().type();
    if (declared.isUnknown()) {
      return declared;
    }
    if (!declared.isNull() && field.attribute().isConfigurable()) {
      Value kept = field.encoding().kept(declared).sensitiveIf(field.attribute().sensitive());
      return prior != null && isSame(field, prior, kept)
          ? prior.sensitiveIf(declared.containsSensitive())
          : kept;
    }
    if (!field.attribute().isComputed()) {
      return new Value.Null(type);
    }
    Value known = top ? foreseen.get(field.name()) : null;
    if (prior != null && (known == null || !field.foretold())) {
      return prior;
    }
    return known == null ? new Value.Unknown(type) : known;
  }

  private static boolean isSame(Field field, Value prior, Value kept) {
    return !prior.isUnknown()
        && (field.encoding().means(prior.revealed(), kept.revealed())
            || (prior.isNull() && Live.isNothing(kept)));
  }

  private Value blocks(Group group, Value prior, Value declared) {
    if (group.nesting() == Nesting.SINGLE || declared.isUnknown()) {
      return declared;
    }
    List<Value> before = Body.blocks(prior);
    List<Value> planned = new ArrayList<>();
    List<Value> blocks = Body.blocks(declared);
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).unmarked() instanceof Value.Obj block) {
        planned.add(
            values(
                group.fields(),
                group.groups(),
                counterpart(group, before, i, block),
                block,
                false));
      } else {
        planned.add(blocks.get(i));
      }
    }
    Type element = group.block().schema().type();
    return group.nesting() == Nesting.SET
        ? new Value.SetOf(element, planned)
        : new Value.ListOf(element, planned);
  }

  /** In a list the block at the same place; in a set the one that agrees with what is declared. */
  private static Value.@Nullable Obj counterpart(
      Group group, List<Value> before, int index, Value.Obj block) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).unmarked() instanceof Value.Obj each
          && (group.nesting() == Nesting.SET ? agrees(group, each, block) : i == index)) {
        return each;
      }
    }
    return null;
  }

  private static boolean agrees(Group group, Value.Obj prior, Value.Obj declared) {
    List<Field> keys = group.keys();
    return keys.isEmpty()
        ? declared.values().entrySet().stream()
            .allMatch(
                each ->
                    each.getValue().isNull() || prior.get(each.getKey()).equals(each.getValue()))
        : keys.stream()
            .allMatch(
                key ->
                    prior.get(key.name()).revealed().equals(declared.get(key.name()).revealed()));
  }
}
