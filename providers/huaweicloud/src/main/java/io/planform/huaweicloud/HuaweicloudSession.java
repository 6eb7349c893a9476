package io.planform.huaweicloud;

import io.planform.huaweicloud.apig.ApiGateway;
import io.planform.huaweicloud.catalogue.Catalogue;
import io.planform.huaweicloud.catalogue.Forecast;
import io.planform.huaweicloud.ces.CloudEye;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.cts.Changes;
import io.planform.huaweicloud.dis.DataIngestion;
import io.planform.huaweicloud.functiongraph.FunctionGraph;
import io.planform.huaweicloud.functiongraph.FunctionPackages;
import io.planform.huaweicloud.functiongraph.Inventory;
import io.planform.huaweicloud.functiongraph.Invocations;
import io.planform.huaweicloud.functiongraph.Observations;
import io.planform.huaweicloud.iam.Identity;
import io.planform.huaweicloud.lts.LogTank;
import io.planform.huaweicloud.obs.ObjectStorage;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.huaweicloud.resource.Resource;
import io.planform.huaweicloud.sfs.FileService;
import io.planform.huaweicloud.smn.Notification;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.BulkReading;
import io.planform.spi.provider.ChangeHistory;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.DataHolders;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.provider.ObjectListing;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Timeouts;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A session on one target. */
final class HuaweicloudSession
    implements ProviderSession,
        FunctionOperations,
        CodePackages,
        ObjectListing,
        DataHolders,
        BulkReading,
        ChangeHistory {
  private static final String FUNCTION = "huaweicloud_fgs_function";

  private final ApiClient client;
  private final Map<String, Resource> resources;
  private final Catalogue types;
  private final Catalogue dataSources;
  private final Invocations invocations;
  private final Observations observations;
  private final FunctionPackages packages;
  private final ObjectStorage storage;
  private final Inventory inventory;

  HuaweicloudSession(
      ApiClient client, Defaults defaults, Path directory, Catalogue types, Catalogue dataSources) {
    this.client = client;
    this.types = types;
    this.dataSources = dataSources;
    this.storage = new ObjectStorage(client.ofBuckets(), defaults, directory);
    this.inventory = new Inventory(client);
    this.resources = new HashMap<>(FunctionGraph.resources(client, defaults, directory, inventory));
    this.resources.putAll(storage.resources());
    this.resources.putAll(LogTank.resources(client, defaults.region()));
    this.resources.putAll(FileService.resources(client, defaults.region()));
    this.resources.putAll(Notification.resources(client, defaults.region()));
    this.resources.putAll(ApiGateway.resources(client, defaults.region()));
    this.resources.putAll(DataIngestion.resources(client, defaults.region()));
    this.resources.putAll(CloudEye.resources(client, defaults.region()));
    this.resources.putAll(Identity.resources(client, defaults.region()));
    this.invocations = new Invocations(client);
    this.observations = new Observations(client);
    this.packages = new FunctionPackages(client);
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
  public List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(Timeouts.check(configuration));
    Resource built = resources.get(type);
    if (built != null) {
      diagnostics.addAll(built.validate(configuration));
    }
    return diagnostics;
  }

  @Override
  public List<Diagnostic> refusals(String type, Value.Obj configuration) {
    Resource built = resources.get(type);
    return built == null
        ? List.of(
            Diagnostic.error(
                "Not supported yet", "This version can plan " + type + ", not apply it."))
        : built.refusals(configuration);
  }

  @Override
  public boolean reads(String dataSource) {
    return !dataSources.onlyPlans(dataSource);
  }

  @Override
  public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
    Schema schema = types.onlyPlans(type) ? types.get(type) : null;
    return schema == null
        ? resource(type).plan(prior, configuration)
        : new Planned(Forecast.of(configuration, schema), Set.of(), List.of());
  }

  private ApiClient clientOf(String type) {
    return ObjectStorage.has(type) ? storage.client() : client;
  }

  @Override
  public Read read(String type, Value.Obj prior) {
    return resource(type).read(prior, Calls.reading(clientOf(type)));
  }

  @Override
  public List<Optional<Read>> readAll(String type, List<Value.Obj> priors) {
    return resource(type).readAll(priors, Calls.reading(clientOf(type)));
  }

  @Override
  public Read read(String type, Value.Obj prior, Operation operation) {
    return resource(type).read(prior, Calls.of(clientOf(type), operation));
  }

  @Override
  public Outcome create(
      String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
    return resource(type).create(planned, configuration, Calls.of(clientOf(type), operation));
  }

  @Override
  public Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation) {
    return resource(type)
        .update(prior, planned, configuration, Calls.of(clientOf(type), operation));
  }

  @Override
  public Outcome delete(String type, Value.Obj prior, Operation operation) {
    return resource(type).delete(prior, Calls.of(clientOf(type), operation));
  }

  @Override
  public Lookup lookup(String type, Value.Obj planned, Operation operation) {
    return resource(type).lookup(planned, Calls.of(clientOf(type), operation).settling());
  }

  @Override
  public Read readData(String type, Value.Obj configuration) {
    DataSource source = FunctionGraph.dataSources().get(type);
    if (source == null) {
      throw new IllegalArgumentException("huaweicloud has no data source " + type);
    }
    return source.read(configuration, Calls.reading(client));
  }

  @Override
  public Read importObject(String type, String id) {
    return resource(type).importObject(id, Calls.reading(clientOf(type)));
  }

  @Override
  public List<Optional<Held>> held(List<Doomed> doomed) {
    return storage.held(doomed);
  }

  @Override
  public @Nullable Changed changedCode(String type, Value.Obj prior, Value.Obj configuration) {
    return type.equals(FUNCTION) ? packages.changed(prior, configuration) : null;
  }

  @Override
  public @Nullable Code code(String type, Value.Obj object) {
    return type.equals(FUNCTION) ? packages.code(object) : null;
  }

  @Override
  public Listed list(String type) {
    return inventory.list(type);
  }

  @Override
  public History changes(Instant since) {
    return Changes.since(since, client);
  }

  @Override
  public Invoked invoke(String urn, byte[] payload, boolean tail) {
    return invocations.invoke(urn, payload, tail);
  }

  @Override
  public Enqueued enqueue(String urn, byte[] payload) {
    return invocations.enqueue(urn, payload);
  }

  @Override
  public Logged logs(String urn, LogQuery query) {
    return observations.logs(urn, query);
  }

  @Override
  public Measured metrics(String urn, int minutes) {
    return observations.metrics(urn, minutes);
  }

  @Override
  public void close() {
    client.close();
  }
}
