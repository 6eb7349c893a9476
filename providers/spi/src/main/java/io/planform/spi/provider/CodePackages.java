package io.planform.spi.provider;

import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/** What a session can also do whose objects run code: tell what code that is. */
public interface CodePackages {

  /**
   * The code of an object and the code that is declared for it, where they differ. Reads the
   * former.
   *
   * @param prior the object as last read
   * @param configuration bare; parts may be unknown
   * @return null if the code is the same, or one of the two cannot be told
   */
  @Nullable Changed changedCode(String type, Value.Obj prior, Value.Obj configuration);

  /**
   * The code of an object, wherever it came from.
   *
   * @param object as read
   * @return null if it has none that a manifest could give
   */
  @Nullable Code code(String type, Value.Obj object);

  /**
   * @param attribute that gives the code in Base64
   * @param content null if the service does not hand it out
   * @param extension of a file that holds it, such as {@code zip}
   */
  record Code(String attribute, byte @Nullable [] content, String extension) {}

  /**
   * Code before and after: an archive, or the text of a single file.
   *
   * @param attribute that tells the code by its digest
   */
  record Changed(String attribute, byte[] before, byte[] after) {}
}
