package io.planform.spi.provider;

import io.planform.spi.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a session can also do whose objects hold data of their own: tell what would be lost with
 * one.
 */
public interface DataHolders {

  /**
   * What objects hold that are to be deleted, besides others that are to be deleted, too. Bounded,
   * however much that is.
   *
   * @param doomed all objects that are to be deleted
   * @return for each, in order; empty for one that holds nothing, or of which that cannot be told
   */
  List<Optional<Held>> held(List<Doomed> doomed);

  /**
   * An object that is to be deleted.
   *
   * @param object as last applied and read
   */
  record Doomed(String type, Value.Obj object) {}

  /**
   * @param what one of them is called: {@code object}
   * @param count of them
   * @param bytes of all of them
   * @param examples names of the first few
   * @param consent the argument that allows to delete them with the object
   * @param consented whether it was set to true in what was last applied
   */
  record Held(
      String what,
      long count,
      long bytes,
      List<String> examples,
      String consent,
      boolean consented) {

    public Held {
      examples = List.copyOf(examples);
    }
  }
}
