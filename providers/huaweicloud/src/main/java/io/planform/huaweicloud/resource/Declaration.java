package io.planform.huaweicloud.resource;

import io.planform.spi.provider.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A resource type as data.
 *
 * @param create the call that makes an object
 * @param changes the calls that change one, in the order in which they are made
 */
public record Declaration(
    String type, List<Field> fields, List<Group> groups, Call create, List<Call> changes) {

  public Schema schema() {
    return Group.schema(fields, groups);
  }

  /** The calls that a creation needs after the first one, if these attributes are set. */
  SequencedSet<Call> completing(Set<String> set) {
    SequencedSet<Call> needed = new LinkedHashSet<>();
    for (Call call : changes) {
      boolean completes =
          Stream.concat(
                  fields.stream()
                      .filter(field -> set.contains(field.name()))
                      .filter(field -> completes(call, field.sentBy(), field.completedBy())),
                  groups.stream()
                      .filter(group -> set.contains(group.name()))
                      .filter(group -> completes(call, group.sentBy(), group.completedBy())))
              .findAny()
              .isPresent();
      if (completes) {
        needed.add(call);
      }
    }
    return needed;
  }

  private boolean completes(Call call, Set<Call> sentBy, Set<Call> completedBy) {
    return completedBy.contains(call) || (sentBy.contains(call) && !sentBy.contains(create));
  }

  /** The calls that an update needs, if these attributes change. */
  SequencedSet<Call> changing(Set<String> changed) {
    SequencedSet<Call> needed = new LinkedHashSet<>();
    for (Call call : changes) {
      boolean sends =
          fields.stream().anyMatch(f -> changed.contains(f.name()) && f.sentBy().contains(call))
              || groups.stream()
                  .anyMatch(g -> changed.contains(g.name()) && g.sentBy().contains(call));
      if (sends) {
        needed.add(call);
      }
    }
    return needed;
  }
}
