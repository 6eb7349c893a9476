package io.planform.host.engine;

/**
 * What surrounds an instance, whatever function it runs.
 *
 * @param image what to run; its own entry point is used
 * @param temporaryMegabytes size of {@code /tmp}
 * @param cpus cores it may use at most
 * @param cpuShare its weight against other instances when cores are short
 */
public record Sandbox(
    String image, int memoryMegabytes, int temporaryMegabytes, double cpus, int cpuShare) {

  /** Cores in proportion to memory, but one at least where nobody else wants it. */
  public static Sandbox of(String image, int memoryMegabytes, int temporaryMegabytes) {
    double cores = Math.max(1, memoryMegabytes / 1024.0);
    return new Sandbox(
        image,
        memoryMegabytes,
        temporaryMegabytes,
        Math.min(cores, Runtime.getRuntime().availableProcessors()),
        memoryMegabytes);
  }
}
