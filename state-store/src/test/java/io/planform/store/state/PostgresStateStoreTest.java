package io.planform.store.state;

import io.planform.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class PostgresStateStoreTest extends StateStoreContract {
  @TempDir Path folder;

  @Override
  Path key() {
    return TestStore.postgres(folder).key();
  }

  @Override
  StateStore openAnother(Duration lease) throws StoreException {
    return TestStore.postgres(folder).another().open(lease, CrashPoint.NONE);
  }

  @Override
  StateStore open(Duration lease) throws StoreException {
    return TestStore.postgres(folder).open(lease, CrashPoint.NONE);
  }
}
