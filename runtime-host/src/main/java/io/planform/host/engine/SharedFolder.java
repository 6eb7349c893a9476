package io.planform.host.engine;

import java.nio.file.Path;

/**
 * A folder of this machine that an instance reads and writes.
 *
 * @param target where it is inside
 */
public record SharedFolder(Path source, String target) {}
