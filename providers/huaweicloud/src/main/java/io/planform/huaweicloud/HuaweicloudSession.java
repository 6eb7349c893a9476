package io.planform.huaweicloud;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.functiongraph.FunctionGraph;
import io.planform.huaweicloud.functiongraph.Invocations;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Resource;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session on one target. */
final class HuaweicloudSession implements ProviderSession, FunctionOperations {
  private final ApiClient client;
  private final Map<String, Resource> resources;
  private final Invocations invocations;

  HuaweicloudSession(ApiClient client, String region) {
    this.client = client;
    this.resources = FunctionGraph.resources(client, region);
    this.invocations = new Invocations(client);
  }

  @Override
  public String target() {
    return client.target().description();
  }

  private Resource resource(String type) {
    Resource resource = resources.get(type);
    if (resource == null) {
      throw new IllegalArgumentException("huaweicloud has no resource type " + type);
    }
    return resource;
  }

  @Override
  public List<Diagnostic> validate(String type, Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(resource(type).validate(configuration));
    diagnostics.addAll(Timeouts.check(configuration));
    return diagnostics;
  }

  @Override
  public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
    return resource(type).plan(prior, configuration);
  }

  @Override
  public Read read(String type, Value.Obj prior) {
    return resource(type).read(prior, Calls.reading(client));
  }

  @Override
  public Outcome create(
      String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
    return resource(type).create(planned, configuration, calls(operation, configuration, "create"));
  }

  @Override
  public Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation) {
    return resource(type)
        .update(prior, planned, configuration, calls(operation, configuration, "update"));
  }

  @Override
  public Outcome delete(String type, Value.Obj prior, Operation operation) {
    return resource(type).delete(prior, calls(operation, prior, "delete"));
  }

  private Calls calls(Operation operation, Value.Obj configuration, String action) {
    Optional<Duration> limit = Timeouts.of(configuration, action);
    return Calls.of(client, operation, limit.orElse(null));
  }

  @Override
  public Lookup lookup(String type, Value.Obj planned, Operation operation) {
    return resource(type).lookup(planned, Calls.of(client, operation, null));
  }

  @Override
  public Read readData(String type, Value.Obj configuration) {
    throw new IllegalArgumentException("huaweicloud has no data source " + type);
  }

  @Override
  public Read importObject(String type, String id) {
    return resource(type).importObject(id, Calls.reading(client));
  }

  @Override
  public Invoked invoke(String urn, byte[] payload, boolean tail) {
    return invocations.invoke(urn, payload, tail);
  }

  @Override
  public void close() {
    client.close();
  }
}
