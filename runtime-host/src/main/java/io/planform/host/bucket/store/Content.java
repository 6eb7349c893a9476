package io.planform.host.bucket.store;

import java.io.InputStream;
import java.util.List;

/** An object and its content, which stays until this is closed, whatever happens to the object. */
public final class Content implements AutoCloseable {
  private final StoredObject object;
  private final List<Piece> pieces;
  private final ObjectStore store;
  private final long ticket;

  /**
   * @param ticket that was taken before the rows were read
   */
  Content(StoredObject object, List<Piece> pieces, ObjectStore store, long ticket) {
    this.object = object;
    this.pieces = pieces;
    this.store = store;
    this.ticket = ticket;
  }

  public StoredObject object() {
    return object;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** A part of the content; read before this is closed. */
  public InputStream stream(long first, long length) {
    return store.blobs().read(pieces, first, length);
  }

  @Override
  public void close() {
    store.readers().leave(ticket);
    store.sweep();
  }
}
