package io.planform.host.function;

import io.planform.host.filesystem.Mounts;
import org.jspecify.annotations.Nullable;

/**
 * A function's configuration, valid.
 *
 * @param description may be empty
 * @param initializer empty where the function has none
 * @param preStop run before an instance goes; empty where the function has none
 * @param temporaryMegabytes size of {@code /tmp}
 * @param maxInstances -1 for no limit, 0 for disabled
 * @param concurrency requests that one instance serves at a time
 * @param dynamicMemory whether a call may choose another memory size
 * @param streams whether answers are passed on while they come
 * @param java what only functions in Java have
 * @param logging where its logs go
 * @param agencies what it and the host act with
 * @param mounts the file systems it uses
 * @param networking which VPC it is in, if any
 * @param image null for a function that has code
 */
public record FunctionSettings(
    String runtime,
    String handler,
    int timeoutSeconds,
    int memoryMegabytes,
    String description,
    String initializer,
    int initializerTimeoutSeconds,
    String preStop,
    int preStopTimeoutSeconds,
    int temporaryMegabytes,
    int maxInstances,
    int concurrency,
    boolean dynamicMemory,
    boolean streams,
    JavaOptions java,
    Logging logging,
    Agencies agencies,
    Mounts mounts,
    @Nullable CustomImage image,
    Networking networking,
    UserData userData) {

  FunctionSettings withMaxInstances(int number) {
    return new FunctionSettings(
        runtime,
        handler,
        timeoutSeconds,
        memoryMegabytes,
        description,
        initializer,
        initializerTimeoutSeconds,
        preStop,
        preStopTimeoutSeconds,
        temporaryMegabytes,
        number,
        concurrency,
        dynamicMemory,
        streams,
        java,
        logging,
        agencies,
        mounts,
        image,
        networking,
        userData);
  }
}
