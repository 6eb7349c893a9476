package io.planform.host.storage;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.store.StoreException;
import io.planform.store.database.Database;
import io.planform.store.database.Work;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's database and the key of what is secret in it. A database that fails is an answer to
 * the call that needed it, with the cause in the host's log.
 */
public final class HostDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostDatabase.class);

  private final Database database;
  private final EnvelopeCipher cipher;

  private HostDatabase(Database database, EnvelopeCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /**
   * The database of all but what has one of its own.
   *
   * @param file is made where it is missing
   * @param key file of the key; made when something is first sealed
   */
  public static HostDatabase open(Path file, Path key) throws StoreException {
    return open(file, "host", key);
  }

  /**
   * A database of its own for something that writes much, or much at once.
   *
   * @param name of its folder of migrations
   */
  public static HostDatabase open(Path file, String name, Path key) throws StoreException {
    return new HostDatabase(
        Database.open(file, "db/" + name, name), new EnvelopeCipher(new KeySource.KeyFile(key)));
  }

  /** Reads in one transaction. */
  public <T extends @Nullable Object> T read(Work<T, RuntimeException> work) {
    try {
      return database.read(work);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  /** Writes in one transaction, durably; whatever the work throws undoes it. */
  public <T extends @Nullable Object> T write(Work<T, RuntimeException> work) {
    try {
      return database.write(work);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  /**
   * @param identity of the row and column that will hold it
   */
  public byte[] seal(String text, String identity) {
    try {
      return cipher.seal(text, identity);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  public String open(byte[] sealed, String identity) {
    try {
      return cipher.open(sealed, identity);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }

  private static ApiException failed(StoreException e) {
    LOG.error("the host's database failed", e);
    return new ApiException(FgsError.FSS_1302, String.valueOf(e.getMessage()));
  }
}
