package io.planform.planner.plan;

/** Which instance of a block with {@code count} or {@code for_each}. */
public sealed interface InstanceKey extends Comparable<InstanceKey> {

  record Index(int index) implements InstanceKey {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  record Name(String name) implements InstanceKey {
    @Override
    public String toString() {
      return "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }
  }

  /** Numbers by value and before names. */
  @Override
  default int compareTo(InstanceKey other) {
    return switch (this) {
      case Index(int mine) ->
          other instanceof Index(int theirs) ? Integer.compare(mine, theirs) : -1;
      case Name(String mine) -> other instanceof Name(String theirs) ? mine.compareTo(theirs) : 1;
    };
  }
}
