package io.planform.host.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.CodeDependency;
import io.planform.host.code.CodeStore;
import io.planform.host.code.FunctionCode;
import io.planform.host.code.LinkedPackages;
import io.planform.host.dependency.DependencyCatalogue;
import io.planform.host.dependency.DependencyDocument;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The code of all functions: stored while something refers to it. */
public final class FunctionCodes {
  private final CodeStore store;
  private final CodeReader reader;
  private final FunctionCatalogue functions;
  private final DependencyCatalogue dependencies;
  private final DependencyDocument documents;

  public FunctionCodes(
      CodeStore store,
      FunctionCatalogue functions,
      DependencyCatalogue dependencies,
      DependencyDocument documents,
      LinkedPackages links) {
    this.store = store;
    this.reader = new CodeReader(store, links);
    this.functions = functions;
    this.dependencies = dependencies;
    this.documents = documents;
  }

  /** Stores the code of a creation for as long as it takes to refer to it; code left over goes. */
  <T> T storing(Fields fields, FunctionSettings settings, Function<FunctionCode, T> use) {
    return storing(
        () -> {
          List<CodeDependency> wanted = dependencies(fields).orElse(List.of());
          return reader.read(fields, settings).with(wanted);
        },
        use);
  }

  /**
   * The same for a change of what a function has: without {@code depend_version_list} the
   * dependencies stay, and with it the code may stay.
   */
  <T> T storing(Fields fields, FunctionEntry before, Function<UnaryOperator<FunctionCode>, T> use) {
    Optional<List<CodeDependency>> wanted = dependencies(fields);
    String link = before.code().link();
    boolean sameCode =
        wanted.isPresent()
            && fields.any("func_code").isEmpty()
            && fields.text("code_url").orElse(link).equals(link);
    if (sameCode && fields.text("code_type").orElse("").equals(before.code().type())) {
      return use.apply(code -> code.with(wanted.get()));
    }
    FunctionSettings settings = before.settings();
    return storing(
        () -> reader.read(fields, settings),
        read -> use.apply(current -> read.with(wanted.orElseGet(current::dependencies))));
  }

  /** What {@code depend_version_list} names, or {@code depend_list} of older clients. */
  private Optional<List<CodeDependency>> dependencies(Fields fields) {
    Optional<JsonNode> sent = fields.array("depend_version_list");
    Optional<List<CodeDependency>> wanted =
        (sent.isPresent() ? sent : fields.array("depend_list"))
            .map(list -> dependencies.resolve(list.valueStream().map(FunctionCodes::id).toList()));
    boolean image = fields.text("code_type").orElse("").equals(FunctionCode.IMAGE);
    if (image && wanted.filter(list -> !list.isEmpty()).isPresent()) {
      throw new ApiException(FgsError.FSS_1024, "An image brings its own.");
    }
    return wanted;
  }

  private static String id(JsonNode each) {
    if (!each.isTextual()) {
      throw new ApiException(FgsError.FSS_1024, "depend_version_list holds their ids as texts.");
    }
    return each.textValue();
  }

  private <T> T storing(Supplier<FunctionCode> read, Function<FunctionCode, T> use) {
    String unused = "";
    Lock using = store.using();
    using.lock();
    try {
      FunctionCode code = read.get();
      unused = code.stored();
      T result = use.apply(code);
      unused = "";
      return result;
    } finally {
      using.unlock();
      store.collect(unused, functions::refersTo);
    }
  }

  /** Adds to a document what the function's dependencies are. */
  ObjectNode withDependencies(ObjectNode document, FunctionEntry entry) {
    ArrayNode array = document.putArray("dependencies");
    dependencies
        .of(entry.code().dependencies())
        .forEach(version -> array.add(documents.version(version)));
    return document;
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
