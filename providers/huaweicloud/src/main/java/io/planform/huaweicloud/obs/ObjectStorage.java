package io.planform.huaweicloud.obs;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.provider.DataHolders.Held;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's types of resources, on one target. */
public final class ObjectStorage {
  private final ApiClient client;
  private final BucketResource buckets;
  private final ObjectResource objects;

  /**
   * @param client of the target's object storage
   * @param directory of the root module
   */
  public ObjectStorage(ApiClient client, Defaults defaults, Path directory) {
    this.client = client;
    this.buckets = new BucketResource(client, defaults.region());
    this.objects = new ObjectResource(client, defaults.region(), directory);
  }

  public static Map<String, Schema> schemas() {
    return Map.of(
        BucketDeclaration.BUCKETS.type(), BucketDeclaration.BUCKETS.schema(),
        ObjectDeclaration.OBJECTS.type(), ObjectDeclaration.OBJECTS.schema());
  }

  public Map<String, Resource> resources() {
    return Map.of(
        BucketDeclaration.BUCKETS.type(), buckets, ObjectDeclaration.OBJECTS.type(), objects);
  }

  /** Whether calls on a type's objects go to object storage. */
  public static boolean has(String type) {
    return type.equals(BucketDeclaration.BUCKETS.type())
        || type.equals(ObjectDeclaration.OBJECTS.type());
  }

  public ApiClient client() {
    return client;
  }

  /** What an object of a type holds; null if nothing that would be lost with it. */
  public @Nullable Held held(String type, Value.Obj object) {
    return type.equals(BucketDeclaration.BUCKETS.type())
        ? buckets.held(object, Calls.reading(client))
        : null;
  }
}
