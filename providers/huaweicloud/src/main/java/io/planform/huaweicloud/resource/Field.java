package io.planform.huaweicloud.resource;

import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Type;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attribute, and where it lives in the API's JSON.
 *
 * @param sentAt dotted path in the bodies of the calls that send it
 * @param readAt dotted path in the answer to a read; null if the API does not tell it
 * @param sentBy the calls whose bodies hold it
 * @param completedBy the calls that a creation needs besides the first if it is set
 * @param onlyChanged whether an update leaves it out while it stays the same
 * @param moves whether the API may set it anew whenever anything changes
 * @param foretold whether what is foreseen of a new object holds for one that is there, too: it
 *     follows from something outside of the manifest
 */
public record Field(
    Attribute attribute,
    String sentAt,
    @Nullable String readAt,
    Encoding encoding,
    Set<Call> sentBy,
    Set<Call> completedBy,
    boolean onlyChanged,
    boolean moves,
    boolean foretold) {

  private static Field of(String name, Type type, Mode mode) {
    return new Field(
        new Attribute(name, type, mode, Change.IN_PLACE, false, "", null),
        name,
        name,
        Encodings.PLAIN,
        Set.of(),
        Set.of(),
        false,
        false,
        false);
  }

  public static Field required(String name, Type type) {
    return of(name, type, Mode.REQUIRED);
  }

  public static Field optional(String name, Type type) {
    return of(name, type, Mode.OPTIONAL);
  }

  /** What the provider sets where the manifest says nothing. */
  public static Field defaulted(String name, Type type) {
    return of(name, type, Mode.OPTIONAL_COMPUTED);
  }

  public static Field computed(String name, Type type) {
    return of(name, type, Mode.COMPUTED);
  }

  public String name() {
    return attribute.name();
  }

  /** Sent and read at this path, where it is not the attribute's name. */
  public Field at(String path) {
    return new Field(
        attribute, path, path, encoding, sentBy, completedBy, onlyChanged, moves, foretold);
  }

  public Field readAt(String path) {
    return new Field(
        attribute, sentAt, path, encoding, sentBy, completedBy, onlyChanged, moves, foretold);
  }

  public Field notRead() {
    return new Field(
        attribute, sentAt, null, encoding, sentBy, completedBy, onlyChanged, moves, foretold);
  }

  public Field as(Encoding newEncoding) {
    return new Field(
        attribute, sentAt, readAt, newEncoding, sentBy, completedBy, onlyChanged, moves, foretold);
  }

  public Field by(Call... calls) {
    return new Field(
        attribute,
        sentAt,
        readAt,
        encoding,
        Set.of(calls),
        completedBy,
        onlyChanged,
        moves,
        foretold);
  }

  public Field completedBy(Call call) {
    return new Field(
        attribute, sentAt, readAt, encoding, sentBy, Set.of(call), onlyChanged, moves, foretold);
  }

  public Field onlyIfChanged() {
    return new Field(
        attribute, sentAt, readAt, encoding, sentBy, completedBy, true, moves, foretold);
  }

  public Field moving() {
    return new Field(
        attribute, sentAt, readAt, encoding, sentBy, completedBy, onlyChanged, true, foretold);
  }

  public Field foreseen() {
    return new Field(
        attribute, sentAt, readAt, encoding, sentBy, completedBy, onlyChanged, moves, true);
  }

  public Field replaces() {
    return with(
        new Attribute(
            attribute.name(),
            attribute.type(),
            attribute.mode(),
            Change.REPLACES,
            attribute.sensitive(),
            attribute.description(),
            attribute.deprecated()));
  }

  public Field sensitive() {
    return with(
        new Attribute(
            attribute.name(),
            attribute.type(),
            attribute.mode(),
            attribute.change(),
            true,
            attribute.description(),
            attribute.deprecated()));
  }

  public Field deprecated(String instead) {
    return with(
        new Attribute(
            attribute.name(),
            attribute.type(),
            attribute.mode(),
            attribute.change(),
            attribute.sensitive(),
            attribute.description(),
            instead));
  }

  public Field is(String description) {
    return with(
        new Attribute(
            attribute.name(),
            attribute.type(),
            attribute.mode(),
            attribute.change(),
            attribute.sensitive(),
            description,
            attribute.deprecated()));
  }

  private Field with(Attribute newAttribute) {
    return new Field(
        newAttribute, sentAt, readAt, encoding, sentBy, completedBy, onlyChanged, moves, foretold);
  }
}
