package io.planform.planner.apply;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things in a folder, a file each; told to misbehave where a test wants it. */
public final class FakeCloud {
  private static final String MAKER = "made by";

  private final Path folder;

  /** Names of things whose next creation or change goes wrong, and how. */
  public final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  /** Ids that cannot be deleted. */
  public final Set<String> undeletable = ConcurrentHashMap.newKeySet();

  /** Names of things whose creation waits, and for what. */
  public final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  public final AtomicInteger creations = new AtomicInteger();
  public final AtomicInteger reads = new AtomicInteger();

  public enum Trouble {
    REFUSED,
    /** The work is done and the answer is lost. */
    DONE_IN_SILENCE,
    /** Nothing is done and the answer is lost. */
    LOST,
    /** Done twice, and the answer is lost. */
    DONE_TWICE_IN_SILENCE,
    HALF
  }

  sealed interface Answer {
    record Thing(Map<String, String> thing) implements Answer {}

    record Half(Map<String, String> thing) implements Answer {}

    record Refusal() implements Answer {}

    record Silence() implements Answer {}
  }

  public FakeCloud(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer create(Map<String, String> thing, String operation) {
    CountDownLatch until = held.get(thing.getOrDefault("name", ""));
    if (until != null) {
      try {
        until.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return new Answer.Silence();
      }
    }
    Trouble trouble = troubles.remove(thing.getOrDefault("name", ""));
    return switch (trouble) {
      case null -> new Answer.Thing(put(thing, operation));
      case REFUSED -> new Answer.Refusal();
      case LOST -> new Answer.Silence();
      case HALF -> new Answer.Half(put(thing, operation));
      case DONE_IN_SILENCE -> {
        put(thing, operation);
        yield new Answer.Silence();
      }
      case DONE_TWICE_IN_SILENCE -> {
        put(thing, operation);
        put(thing, operation);
        yield new Answer.Silence();
      }
    };
  }

  private Map<String, String> put(Map<String, String> thing, String operation) {
    creations.incrementAndGet();
    Map<String, String> made = new HashMap<>(thing);
    made.put("id", UUID.randomUUID().toString().substring(0, 13));
    made.put(MAKER, operation);
    write(made);
    return made;
  }

  Answer update(String id, Map<String, String> thing) {
    Trouble trouble = troubles.remove(thing.getOrDefault("name", ""));
    Map<String, String> changed = new HashMap<>(thing);
    changed.put("id", id);
    return switch (trouble) {
      case null -> {
        write(changed);
        yield new Answer.Thing(changed);
      }
      case REFUSED, HALF -> new Answer.Refusal();
      case LOST -> new Answer.Silence();
      case DONE_IN_SILENCE, DONE_TWICE_IN_SILENCE -> {
        write(changed);
        yield new Answer.Silence();
      }
    };
  }

  boolean delete(String id) {
    if (undeletable.contains(id)) {
      return false;
    }
    try {
      Files.deleteIfExists(folder.resolve(id));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Map<String, String> read(@Nullable String id) {
    reads.incrementAndGet();
    Path file = folder.resolve(String.valueOf(id));
    return Files.exists(file) ? load(file) : null;
  }

  List<Map<String, String>> madeBy(String operation) {
    return things().stream().filter(thing -> operation.equals(thing.get(MAKER))).toList();
  }

  /** Everything that exists. */
  public List<Map<String, String>> things() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Map<String, String>> things = new ArrayList<>();
      files
          .filter(file -> !file.toString().endsWith(".tmp"))
          .forEach(file -> things.add(load(file)));
      return things;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sorted names of everything that exists. */
  public List<String> names() {
    return things().stream().map(thing -> thing.get("name")).sorted().toList();
  }

  /** A thing that somebody else made. */
  public void make(String id, String name) {
    write(new HashMap<>(Map.of("id", id, "name", name)));
  }

  /** The thing of this name, changed by somebody else. */
  public void edit(String name, String attribute, String value) {
    Map<String, String> thing = named(name);
    thing.put(attribute, value);
    write(thing);
  }

  /** The thing of this name, deleted by somebody else. */
  public void remove(String name) {
    delete(named(name).get("id"));
  }

  public Map<String, String> named(String name) {
    return things().stream()
        .filter(each -> name.equals(each.get("name")))
        .findFirst()
        .orElseThrow();
  }

  private void write(Map<String, String> thing) {
    Properties properties = new Properties();
    properties.putAll(thing);
    Path file = folder.resolve(thing.get("id"));
    Path draft = folder.resolve(thing.get("id") + ".tmp");
    try (Writer writer = Files.newBufferedWriter(draft)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> thing = new HashMap<>();
    properties.forEach((key, value) -> thing.put((String) key, (String) value));
    return thing;
  }
}
