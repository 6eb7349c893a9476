package io.planform.huaweicloud.resource;

import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;

/** A type of {@code data} blocks. */
public interface DataSource {
  Schema schema();

  /**
   * @param configuration whole: every attribute and block, null where nothing is said
   */
  Read read(Value.Obj configuration, Calls calls);
}
