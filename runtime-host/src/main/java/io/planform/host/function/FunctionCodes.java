package io.planform.host.function;

import io.planform.host.code.CodeStore;
import io.planform.host.code.FunctionCode;
import io.planform.host.server.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;

/** The code of all functions: stored while something refers to it. */
public final class FunctionCodes {
  private final CodeStore store;
  private final CodeReader reader;
  private final FunctionCatalogue functions;

  public FunctionCodes(CodeStore store, FunctionCatalogue functions) {
    this.store = store;
    this.reader = new CodeReader(store);
    this.functions = functions;
  }

  /** Stores the code of a request for as long as it takes to refer to it; code left over goes. */
  <T> T storing(Fields fields, FunctionSettings current, Function<FunctionCode, T> use) {
    String unused = "";
    Lock using = store.using();
    using.lock();
    try {
      FunctionCode code = reader.read(fields, current.runtime(), current.handler());
      unused = code.stored();
      T result = use.apply(code);
      unused = "";
      return result;
    } finally {
      using.unlock();
      store.collect(unused, functions::refersTo);
    }
  }

  /** Deletes the code of an entry that is no more, unless something else has the same. */
  void collect(FunctionEntry last) {
    store.collect(last.code().stored(), functions::refersTo);
  }

  /** An entry and its code, as it was sent. */
  public record Content(FunctionEntry entry, byte[] code) {}

  /**
   * @param find reads the entry, of which no code is deleted meanwhile
   */
  public Content content(Supplier<FunctionEntry> find) {
    Lock using = store.using();
    using.lock();
    try {
      FunctionEntry entry = find.get();
      String stored = entry.code().stored();
      return new Content(
          entry, stored.isEmpty() ? new byte[0] : Files.readAllBytes(store.archive(stored)));
    } catch (IOException e) {
      throw new UncheckedIOException("the code of a function cannot be read", e);
    } finally {
      using.unlock();
    }
  }
}
