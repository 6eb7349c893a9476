package io.planform.huaweicloud.obs;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.provider.DataHolders.Doomed;
import io.planform.spi.provider.DataHolders.Held;
import io.planform.spi.provider.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /** What buckets hold besides objects that are to be deleted, too. */
  public List<Optional<Held>> held(List<Doomed> doomed) {
    Map<String, Set<String>> going = new HashMap<>();
    for (Doomed each : doomed) {
      if (each.type().equals(ObjectDeclaration.OBJECTS.type())) {
        going
            .computeIfAbsent(Texts.of(each.object().get("bucket")), _ -> new HashSet<>())
            .add(Texts.of(each.object().get("key")));
      }
    }
    List<Optional<Held>> held = new ArrayList<>();
    for (Doomed each : doomed) {
      Set<String> keys = going.getOrDefault(Texts.of(each.object().get("bucket")), Set.of());
      held.add(
          each.type().equals(BucketDeclaration.BUCKETS.type())
              ? buckets.held(each.object(), keys, Calls.reading(client))
              : Optional.empty());
    }
    return held;
  }
}
