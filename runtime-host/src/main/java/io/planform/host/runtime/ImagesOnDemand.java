package io.planform.host.runtime;

import io.planform.host.doctor.Check;
import io.planform.host.engine.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images that are made when the first instance wants them. One is made at a time; who wants it too
 * waits. What failed is tried again by the next who asks.
 */
public final class ImagesOnDemand implements RuntimeImages, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImagesOnDemand.class);

  private final PreparedImages images;
  private final ImagePreparation preparation;
  private final Set<String> ready = ConcurrentHashMap.newKeySet();
  private final Lock making = new ReentrantLock();

  public ImagesOnDemand(PreparedImages images, ImagePreparation preparation) {
    this.images = images;
    this.preparation = preparation;
  }

  /**
   * @throws EngineException when the image is not there and cannot be made; it says why
   */
  @Override
  public Optional<RuntimeImage> find(String runtime) {
    Optional<RuntimeImage> image = images.find(runtime);
    image.ifPresent(found -> ensure(runtime, found.reference()));
    return image;
  }

  @Override
  public String holder() {
    return images.holder();
  }

  private void ensure(String runtime, String reference) {
    if (ready.contains(reference)) {
      return;
    }
    making.lock();
    try {
      if (!ready.contains(reference)) {
        make(runtime);
        ready.add(reference);
      }
    } finally {
      making.unlock();
    }
  }

  private void make(String runtime) {
    List<Check> checks = preparation.prepare(List.of(runtime), line -> LOG.info("image: {}", line));
    for (Check check : checks) {
      if (check.status() == Check.Status.MISSING) {
        throw new EngineException(
            "The image of the runtime %s could not be made: %s (%s)"
                .formatted(runtime, check.what(), check.hint()));
      }
    }
  }

  @Override
  public void close() {
    preparation.close();
  }
}
