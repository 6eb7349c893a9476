package io.planform.store.state;

import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import java.nio.file.Path;
import java.time.Duration;

/** A folder with a state and its key, also as named to another process. */
record StateFolder(Path path) {
  Path file() {
    return path.resolve("state").resolve("state.db");
  }

  SqliteStateStore open() throws StoreException {
    return open(Duration.ofMinutes(2), CrashPoint.NONE);
  }

  SqliteStateStore open(Duration lease, CrashPoint crashPoint) throws StoreException {
    EnvelopeCipher cipher =
        new EnvelopeCipher(new KeySource.KeyFile(path.resolve("keys").resolve("state.key")));
    return SqliteStateStore.open(file(), cipher, lease, crashPoint);
  }
}
