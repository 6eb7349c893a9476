package io.planform.planner.apply;

import io.planform.spi.provider.ChangeHistory.Change;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things in a folder, a file each; told to misbehave where a test wants it. */
public final class FakeCloud {
  private static final String MAKER = "made by";

  private final Path folder;
  private final Path history;

  /** Names of things whose next creation or change goes wrong, and how. */
  public final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

  /** Arguments of things that count as kept as a digest. */
  public final Set<String> digests = ConcurrentHashMap.newKeySet();

  /** Ids that cannot be deleted. */
  public final Set<String> undeletable = ConcurrentHashMap.newKeySet();

  /** Names of things whose creation waits, and for what. */
  public final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  /** Called within each creation and each reading, with the thing's name. */
  public volatile Consumer<String> within = _ -> {};

  private final Map<String, CountDownLatch> arrivals = new ConcurrentHashMap<>();

  /** What happens to all calls that change something. */
  volatile Traffic traffic = Traffic.HEARD;

  /** Whether it tells what a call has made. */
  volatile boolean lookups = true;

  /** Told when work is done and its answer not yet heard. */
  volatile CrashPoint crashPoint = CrashPoint.NONE;

  /** What happened to tokens, and what was done with them. */
  public final Queue<String> tokens = new ConcurrentLinkedQueue<>();

  /** By action, how long its last call was given. */
  final Map<String, Duration> timeouts = new ConcurrentHashMap<>();

  /** What it says of who changed things. */
  public final Queue<Change> changes = new ConcurrentLinkedQueue<>();

  public final AtomicInteger openings = new AtomicInteger();

  /** Open until a token is renewed. */
  public final CountDownLatch renewal = new CountDownLatch(1);

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

  /** What becomes of calls on their way. */
  enum Traffic {
    HEARD,
    /** The work is done, and no answer comes back. */
    ANSWERS_LOST,
    /** Nothing is done, and no answer comes back. */
    REQUESTS_LOST
  }

  sealed interface Answer {
    record Thing(Map<String, String> thing) implements Answer {}

    record Half(Map<String, String> thing) implements Answer {}

    record Refusal() implements Answer {}

    record Silence() implements Answer {}
  }

  public FakeCloud(Path folder) {
    this.folder = folder;
    this.history = folder.resolveSibling(folder.getFileName() + ".history");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lets the creation of a thing wait.
   *
   * @return counted down when the creation has begun to wait
   */
  public CountDownLatch hold(String name, CountDownLatch until) {
    CountDownLatch arrived = new CountDownLatch(1);
    arrivals.put(name, arrived);
    held.put(name, until);
    return arrived;
  }

  Answer create(Map<String, String> thing, String operation) {
    String named = thing.getOrDefault("name", "");
    within.accept(named);
    CountDownLatch until = held.get(named);
    if (until != null) {
      arrivals.getOrDefault(named, new CountDownLatch(1)).countDown();
      try {
        until.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return new Answer.Silence();
      }
    }
    Trouble trouble = trouble(thing.getOrDefault("name", ""));
    Answer answer = create(thing, operation, trouble);
    crashPoint.reached("answer to create " + thing.get("name"));
    return answer;
  }

  private @Nullable Trouble trouble(String name) {
    return switch (traffic) {
      case HEARD -> troubles.remove(name);
      case ANSWERS_LOST -> Trouble.DONE_IN_SILENCE;
      case REQUESTS_LOST -> Trouble.LOST;
    };
  }

  private Answer create(Map<String, String> thing, String operation, @Nullable Trouble trouble) {
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
    // After it is there: who is killed between made nothing twice.
    log("create " + thing.get("name"));
    return made;
  }

  Answer update(String id, Map<String, String> thing) {
    Trouble trouble = trouble(thing.getOrDefault("name", ""));
    Map<String, String> changed = new HashMap<>(thing);
    changed.put("id", id);
    Answer answer = update(changed, trouble);
    crashPoint.reached("answer to update " + thing.get("name"));
    return answer;
  }

  private Answer update(Map<String, String> changed, @Nullable Trouble trouble) {
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

  /** The answer's thing is what was there. */
  Answer delete(String id) {
    Map<String, String> thing = find(id);
    String name = thing == null ? "nothing" : String.valueOf(thing.get("name"));
    Answer answer =
        switch (undeletable.contains(id) ? Trouble.REFUSED : trouble(name)) {
          case REFUSED, HALF -> new Answer.Refusal();
          case LOST -> new Answer.Silence();
          case DONE_IN_SILENCE, DONE_TWICE_IN_SILENCE -> {
            erase(id, name);
            yield new Answer.Silence();
          }
          case null -> {
            erase(id, name);
            yield new Answer.Thing(thing == null ? Map.of() : thing);
          }
        };
    crashPoint.reached("answer to delete " + name);
    return answer;
  }

  void erase(String id) {
    erase(id, String.valueOf(find(id)));
  }

  /** The operation that made a thing, or changed it last. */
  static String maker(Map<String, String> thing) {
    return thing.getOrDefault(MAKER, "");
  }

  private void erase(String id, String name) {
    try {
      if (Files.deleteIfExists(folder.resolve(id))) {
        log("delete " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was ever created and deleted, a line each. */
  List<String> history() {
    try {
      return Files.exists(history) ? Files.readAllLines(history) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void log(String line) {
    try {
      Files.writeString(history, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nullable Map<String, String> read(@Nullable String id) {
    reads.incrementAndGet();
    Map<String, String> thing = find(String.valueOf(id));
    within.accept(thing == null ? "" : thing.getOrDefault("name", ""));
    return thing;
  }

  private @Nullable Map<String, String> find(String id) {
    Path file = folder.resolve(id);
    return Files.exists(file) ? load(file) : null;
  }

  List<Map<String, String>> madeBy(String operation) {
    List<Map<String, String>> made =
        things().stream().filter(thing -> operation.equals(thing.get(MAKER))).toList();
    crashPoint.reached("looking up what was made");
    return made;
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
    erase(named(name).get("id"), name);
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
