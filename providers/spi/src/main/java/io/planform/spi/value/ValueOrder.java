package io.planform.spi.value;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A total order of values, consistent with equality: by kind, then by content. Null values come
 * after all others, unknown ones last.
 */
enum ValueOrder implements Comparator<Value> {
  INSTANCE;

  @Override
  public int compare(Value left, Value right) {
    return switch (left) {
      case Value.Str(String text) when right instanceof Value.Str(String other) ->
          text.compareTo(other);
      case Value.Num(var number) when right instanceof Value.Num(var other) ->
          number.compareTo(other);
      case Value.Bool(boolean bool) when right instanceof Value.Bool(boolean other) ->
          Boolean.compare(bool, other);
      case Value.ListOf(_, List<Value> values)
          when right instanceof Value.ListOf(_, List<Value> others) ->
          compareAll(values, others);
      case Value.SetOf(_, List<Value> values)
          when right instanceof Value.SetOf(_, List<Value> others) ->
          compareAll(values, others);
      case Value.Tuple(List<Value> values) when right instanceof Value.Tuple(List<Value> others) ->
          compareAll(values, others);
      case Value.MapOf(_, Map<String, Value> values)
          when right instanceof Value.MapOf(_, Map<String, Value> others) ->
          compareEntries(values, others);
      case Value.Obj(SequencedMap<String, Value> values)
          when right instanceof Value.Obj(SequencedMap<String, Value> others) ->
          compareEntries(new TreeMap<>(values), new TreeMap<>(others));
      case Value.Marked(Value value, _) when right instanceof Value.Marked(Value other, _) ->
          compare(value, other);
      case Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Obj _,
          Value.Marked _,
          Value.Null _,
          Value.Unknown _ ->
          Integer.compare(kind(left), kind(right));
    };
  }

  private int compareAll(List<Value> left, List<Value> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private int compareEntries(Map<String, Value> left, Map<String, Value> right) {
    Iterator<Map.Entry<String, Value>> others = right.entrySet().iterator();
    for (Map.Entry<String, Value> entry : left.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, Value> other = others.next();
      int order = entry.getKey().compareTo(other.getKey());
      if (order == 0) {
        order = compare(entry.getValue(), other.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private static int kind(Value value) {
    return switch (value) {
      case Value.Bool _ -> 0;
      case Value.Num _ -> 1;
      case Value.Str _ -> 2;
      case Value.ListOf _ -> 3;
      case Value.SetOf _ -> 4;
      case Value.Tuple _ -> 5;
      case Value.MapOf _ -> 6;
      case Value.Obj _ -> 7;
      case Value.Marked _ -> 8;
      case Value.Null _ -> 9;
      case Value.Unknown _ -> 10;
    };
  }
}
