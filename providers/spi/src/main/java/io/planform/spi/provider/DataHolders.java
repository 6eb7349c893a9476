package io.planform.spi.provider;

import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session can also do whose objects hold data of their own: tell what would be lost with
 * one.
 */
public interface DataHolders {

  /**
   * What an object holds. Asked for objects that are to be deleted only; bounded, however much that
   * is.
   *
   * @param object as last applied and read
   * @return null if it holds nothing, or that cannot be told
   */
  @Nullable Held held(String type, Value.Obj object);

  /**
   * @param what it holds, in the plural: {@code objects}
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
