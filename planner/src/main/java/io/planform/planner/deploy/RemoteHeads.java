package io.planform.planner.deploy;

import io.planform.planner.deploy.git.GitException;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.planner.deploy.git.Remote;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What remotes' branches are at. Deployments of one repository ask it once. */
final class RemoteHeads {
  private final Mirrors mirrors;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  RemoteHeads(Mirrors mirrors) {
    this.mirrors = mirrors;
  }

  private static final class Asked {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable Map<String, String> heads;
    long at;
  }

  /**
   * @param age how old the answer may be
   */
  Map<String, String> of(Remote remote, Duration age) throws GitException {
    Asked last = asked.computeIfAbsent(remote.url(), _ -> new Asked());
    last.lock.lock();
    try {
      Map<String, String> heads = last.heads;
      if (heads == null || System.nanoTime() - last.at >= age.toNanos()) {
        last.heads = null;
        heads = mirrors.of(remote).heads();
        last.heads = heads;
        last.at = System.nanoTime();
      }
      return heads;
    } finally {
      last.lock.unlock();
    }
  }

  void forget(Remote remote) {
    Asked last = asked.computeIfAbsent(remote.url(), _ -> new Asked());
    last.lock.lock();
    try {
      last.heads = null;
    } finally {
      last.lock.unlock();
    }
  }
}
