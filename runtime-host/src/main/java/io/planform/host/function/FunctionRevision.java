package io.planform.host.function;

import io.planform.host.filesystem.Mounts;
import io.planform.host.network.Access;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that running a function needs to know, at one moment. Two revisions with equal {@link #key()}
 * can share instances; any change to code or configuration makes a new key.
 *
 * @param key the bare URN with version, and a number that grows with each change
 * @param runtime the API's name: {@code Node.js18.15}, {@code http}, …
 * @param handler {@code index.handler}; {@code bootstrap} for custom runtimes and HTTP functions
 * @param initializer null where the function has none
 * @param preStop run before an instance goes; null where the function has none
 * @param memoryMegabytes the limit of an instance
 * @param temporaryMegabytes size of {@code /tmp}
 * @param concurrency requests that one instance serves at a time
 * @param maxInstances -1 for no limit, 0 for disabled
 * @param dynamicMemory whether a call may choose another memory size
 * @param streams whether answers are passed on while they come
 * @param java what only functions in Java have
 * @param agencies what it and the host act with
 * @param mounts the file systems it uses
 * @param code name of the stored code; null for a custom image
 * @param dependencies names of what is stored of them
 * @param image for a custom image, else null
 * @param access what it reaches
 * @param environment user data, encrypted or not; secret
 */
public record FunctionRevision(
    String key,
    String project,
    String packageName,
    String name,
    String version,
    String runtime,
    String handler,
    int timeoutSeconds,
    @Nullable String initializer,
    int initializerTimeoutSeconds,
    @Nullable String preStop,
    int preStopTimeoutSeconds,
    int memoryMegabytes,
    int temporaryMegabytes,
    int concurrency,
    int maxInstances,
    boolean dynamicMemory,
    boolean streams,
    JavaOptions java,
    Agencies agencies,
    Mounts mounts,
    @Nullable String code,
    List<String> dependencies,
    @Nullable CustomImage image,
    Access access,
    Map<String, String> environment) {

  /** What the keys of all revisions of this version begin with. */
  public String versionKeyPrefix() {
    return key.substring(0, key.lastIndexOf('#') + 1);
  }

  /** Whether it serves HTTP itself, on port 8000. */
  public boolean servesHttp() {
    return runtime.equals("http");
  }

  /** The same with another limit of memory: its instances are others. */
  public FunctionRevision withMemory(int megabytes) {
    return megabytes == memoryMegabytes
        ? this
        : new FunctionRevision(
            key + "/" + megabytes,
            project,
            packageName,
            name,
            version,
            runtime,
            handler,
            timeoutSeconds,
            initializer,
            initializerTimeoutSeconds,
            preStop,
            preStopTimeoutSeconds,
            megabytes,
            temporaryMegabytes,
            concurrency,
            maxInstances,
            dynamicMemory,
            streams,
            java,
            agencies,
            mounts,
            code,
            dependencies,
            image,
            access,
            environment);
  }

  @Override
  public String toString() {
    return key;
  }
}
