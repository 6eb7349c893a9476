package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.filesystem.Mounts;
import io.planform.host.iam.AgencyRights;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads and checks the configuration in a request. In an update, an absent field keeps what is
 * there and an empty one clears it.
 */
final class SettingsReader {
  static final int DEFAULT_MAX_INSTANCES = 400;
  static final int LARGEST_MAX_INSTANCES = 1000;
  private static final int DEFAULT_TEMPORARY_MEGABYTES = 512;
  private static final int LONGEST_HANDLER = 128;
  private static final int LONGEST_PRE_STOP = 90;

  private static final Set<Integer> TEMPORARY = Set.of(512, 10240);
  private static final Pattern ANY_HANDLER = Pattern.compile("\\S.*");
  private static final Pattern FILE_HANDLER =
      Pattern.compile("[A-Za-z0-9_./-]*[A-Za-z0-9_-]\\.[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern JAVA_HANDLER =
      Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$]*\\.)+[\\p{L}_$][\\p{L}\\p{N}_$]*");

  private static final Set<String> NAMES =
      Set.of(
          "func_name",
          "package",
          "runtime",
          "handler",
          "timeout",
          "memory_size",
          "description",
          "initializer_handler",
          "initializer_timeout",
          "pre_stop_handler",
          "pre_stop_timeout",
          "enable_dynamic_memory",
          "ephemeral_storage",
          "strategy_config",
          "custom_image",
          "is_return_stream",
          "user_data",
          "encrypted_user_data");

  private final Runtimes runtimes;
  private final AgencyReader agencies;
  private final FunctionNetworks networks;

  SettingsReader(Runtimes runtimes, AgencyRights rights, FunctionNetworks networks) {
    this.runtimes = runtimes;
    this.agencies = new AgencyReader(rights);
    this.networks = networks;
  }

  /**
   * @param others names of fields besides the configuration's that the request may have
   */
  void checkNames(Fields fields, Set<String> others) {
    Set<String> known = new HashSet<>(NAMES);
    known.addAll(UnsupportedSettings.names());
    known.addAll(Logging.FIELDS);
    known.addAll(Networking.FIELDS);
    known.addAll(JavaOptions.FIELDS);
    known.addAll(AgencyReader.FIELDS);
    known.add(Mounts.FIELD);
    known.addAll(others);
    fields.refuseOthersThan(known);
    UnsupportedSettings.check(fields);
  }

  FunctionSettings forCreation(Fields fields) {
    return read(
        fields,
        new FunctionSettings(
            "",
            "",
            0,
            0,
            "",
            "",
            0,
            "",
            0,
            DEFAULT_TEMPORARY_MEGABYTES,
            DEFAULT_MAX_INSTANCES,
            1,
            false,
            false,
            JavaOptions.NONE,
            Logging.OWN,
            Agencies.NONE,
            Mounts.NONE,
            null,
            Networking.NONE,
            UserData.NONE));
  }

  FunctionSettings forUpdate(Fields fields, FunctionSettings current) {
    FunctionSettings changed = read(fields, current);
    if (!changed.runtime().equals(current.runtime())) {
      throw new ApiException(
          FgsError.FSS_1005,
          "The runtime of a function cannot change; it is %s.".formatted(current.runtime()));
    }
    return changed;
  }

  private FunctionSettings read(Fields fields, FunctionSettings base) {
    String runtime = fields.requiredText("runtime");
    runtimes.check(runtime);
    int timeout = range(fields.requiredInteger("timeout"), 3, 259_200, FgsError.FSS_1008, "s");
    int memory = fields.requiredInteger("memory_size");
    if (!MemorySizes.ALL.contains(memory)) {
      throw new ApiException(
          FgsError.FSS_1007, "%d MB is none of %s.".formatted(memory, MemorySizes.ALL));
    }
    String initializer = fields.text("initializer_handler").orElse(base.initializer());
    String preStop = fields.text("pre_stop_handler").orElse(base.preStop());
    Strategy strategy = strategy(fields, base);
    Agencies acting = agencies.read(fields, base.agencies());
    CustomImage image = ImageReader.read(fields, runtime, base);
    agencies.checkImage(image, acting);
    Mounts mounts = Mounts.read(fields, base.mounts());
    agencies.checkMounts(mounts, acting);
    Networking networking = networking(fields, base.networking());
    agencies.checkNetwork(networking, acting);
    return new FunctionSettings(
        runtime,
        handler(fields.requiredText("handler"), runtime),
        timeout,
        memory,
        Description.checked(fields.text("description").orElse(base.description())),
        initializer(initializer, runtime),
        initializerTimeout(fields, initializer, base),
        preStop(preStop, runtime),
        preStopTimeout(fields, preStop, base),
        temporary(fields.integer("ephemeral_storage").orElse(base.temporaryMegabytes())),
        strategy.maxInstances(),
        strategy.concurrency(),
        fields.bool("enable_dynamic_memory").orElse(base.dynamicMemory()),
        streams(fields, runtime, base),
        JavaOptions.read(fields, runtime, base.java()),
        Logging.read(fields, base.logging()),
        acting,
        mounts,
        image,
        networking,
        new UserData(
                fields.text("user_data").orElse(base.userData().plain()),
                fields.text("encrypted_user_data").orElse(base.userData().encrypted()))
            .checked());
  }

  private Networking networking(Fields fields, Networking base) {
    Networking asked = Networking.read(fields, base);
    return asked.equals(base) ? base : networks.resolved(asked);
  }

  private static String handler(String handler, String runtime) {
    if (!isHandler(handler, runtime)) {
      throw new ApiException(
          FgsError.FSS_1003,
          "\"%s\" is not of the form %s.".formatted(handler, handlerExample(runtime)));
    }
    return handler;
  }

  static boolean isHandler(String handler, String runtime) {
    return !handler.isBlank()
        && handler.length() <= LONGEST_HANDLER
        && handlerForm(runtime).matcher(handler).matches()
        && !handler.contains("..");
  }

  private static Pattern handlerForm(String runtime) {
    if (Runtimes.isJava(runtime)) {
      return JAVA_HANDLER;
    }
    if (runtime.equals("http")) {
      return Pattern.compile("bootstrap");
    }
    return Runtimes.sourceExtension(runtime).isEmpty() ? ANY_HANDLER : FILE_HANDLER;
  }

  private static String handlerExample(String runtime) {
    if (Runtimes.isJava(runtime)) {
      return "package.Class.method";
    }
    return Runtimes.sourceExtension(runtime).isEmpty() ? "bootstrap" : "file.function";
  }

  /** A user's own bootstrap has no protocol for an initializer. */
  private static String initializer(String initializer, String runtime) {
    if (initializer.isEmpty()) {
      return initializer;
    }
    if (Runtimes.BOOTSTRAPPED.contains(runtime)) {
      throw new ApiException(
          FgsError.FSS_1404, "Functions of the runtime %s have none.".formatted(runtime));
    }
    if (initializer.length() > LONGEST_HANDLER
        || !handlerForm(runtime).matcher(initializer).matches()) {
      throw new ApiException(
          FgsError.FSS_1404,
          "\"%s\" is not of the form %s.".formatted(initializer, handlerExample(runtime)));
    }
    return initializer;
  }

  private static int initializerTimeout(Fields fields, String initializer, FunctionSettings base) {
    OptionalInt sent = fields.integer("initializer_timeout");
    if (initializer.isEmpty()) {
      return 0;
    }
    int seconds = sent.orElse(base.initializerTimeoutSeconds());
    return range(seconds, 1, 300, FgsError.FSS_1405, "s");
  }

  /** Who brings his own process is sent a signal, whatever he calls what it does then. */
  private static String preStop(String handler, String runtime) {
    if (handler.isEmpty()) {
      return handler;
    }
    Pattern form = Runtimes.BOOTSTRAPPED.contains(runtime) ? ANY_HANDLER : handlerForm(runtime);
    if (handler.length() > LONGEST_HANDLER || !form.matcher(handler).matches()) {
      throw new ApiException(
          FgsError.FSS_0400,
          "pre_stop_handler: \"%s\" is not of the form %s."
              .formatted(handler, handlerExample(runtime)));
    }
    return handler;
  }

  private static int preStopTimeout(Fields fields, String handler, FunctionSettings base) {
    OptionalInt sent = fields.integer("pre_stop_timeout");
    if (handler.isEmpty()) {
      return 0;
    }
    int seconds = sent.orElse(base.preStopTimeoutSeconds());
    if (seconds < 1 || seconds > LONGEST_PRE_STOP) {
      throw new ApiException(
          FgsError.FSS_0400,
          "pre_stop_timeout is %d s; it can be 1 to %d.".formatted(seconds, LONGEST_PRE_STOP));
    }
    return seconds;
  }

  private static int temporary(int megabytes) {
    if (!TEMPORARY.contains(megabytes)) {
      throw new ApiException(
          FgsError.FSS_0400,
          "ephemeral_storage is %d MB; it can be %s."
              .formatted(megabytes, new TreeSet<>(TEMPORARY)));
    }
    return megabytes;
  }

  /** The guide offers it for custom runtimes; HTTP functions are their other kind. */
  private static boolean streams(Fields fields, String runtime, FunctionSettings base) {
    boolean streams = fields.bool("is_return_stream").orElse(base.streams());
    if (streams && !Runtimes.BOOTSTRAPPED.contains(runtime)) {
      throw new ApiException(
          FgsError.FSS_0400,
          "is_return_stream: only functions of the runtimes Custom and http can stream answers.");
    }
    return streams;
  }

  private record Strategy(int maxInstances, int concurrency) {}

  private static Strategy strategy(Fields fields, FunctionSettings base) {
    Optional<Fields> sent = fields.object("strategy_config");
    if (sent.isEmpty()) {
      return new Strategy(base.maxInstances(), base.concurrency());
    }
    Fields strategy = sent.get();
    strategy.refuseOthersThan(Set.of("concurrency", "concurrent_num"));
    int concurrency = strategy.integer("concurrent_num").orElse(base.concurrency());
    if (concurrency < -1 || concurrency > 1000) {
      throw new ApiException(
          FgsError.FSS_1026, "concurrent_num is %d; it can be 1 to 1000.".formatted(concurrency));
    }
    return new Strategy(
        maxInstances(strategy.integer("concurrency").orElse(base.maxInstances())),
        Math.max(1, concurrency));
  }

  /** -1 is no limit, 0 is disabled. */
  static int maxInstances(int number) {
    if (number < -1 || number > LARGEST_MAX_INSTANCES) {
      throw new ApiException(
          FgsError.FSS_1026,
          "The number of instances is %d; it can be -1 to %d."
              .formatted(number, LARGEST_MAX_INSTANCES));
    }
    return number;
  }

  private static int range(int value, int least, int most, FgsError error, String unit) {
    if (value < least || value > most) {
      throw new ApiException(
          error, "%d %s is not between %d and %d.".formatted(value, unit, least, most));
    }
    return value;
  }
}
