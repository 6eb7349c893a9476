package io.planform.huaweicloud;

import io.planform.huaweicloud.apig.ApiGateway;
import io.planform.huaweicloud.catalogue.Catalogue;
import io.planform.huaweicloud.ces.CloudEye;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.dis.DataIngestion;
import io.planform.huaweicloud.functiongraph.FunctionGraph;
import io.planform.huaweicloud.iam.Identity;
import io.planform.huaweicloud.lts.LogTank;
import io.planform.huaweicloud.obs.ObjectStorage;
import io.planform.huaweicloud.sfs.FileService;
import io.planform.huaweicloud.smn.Notification;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud}: FunctionGraph, on the local host or on a cloud that the block names. */
public final class HuaweicloudProvider implements Provider {
  private @Nullable Catalogue resources;
  private @Nullable Catalogue dataSources;

  @Override
  public String name() {
    return "huaweicloud";
  }

  @Override
  public Schema configuration() {
    return ProviderBlock.SCHEMA;
  }

  @Override
  public Map<String, Schema> resourceTypes() {
    return resources();
  }

  private static Map<String, Schema> built() {
    Map<String, Schema> built = new HashMap<>(FunctionGraph.schemas());
    built.putAll(ObjectStorage.schemas());
    Stream.of(
            LogTank.declarations(),
            FileService.declarations(),
            Notification.declarations(),
            CloudEye.declarations(),
            ApiGateway.declarations(),
            Identity.declarations(),
            DataIngestion.declarations())
        .flatMap(List::stream)
        .forEach(each -> built.put(each.type(), each.schema()));
    return built;
  }

  /** Made when they are first asked for: many commands never do. */
  private synchronized Catalogue resources() {
    Catalogue known = resources == null ? Catalogue.resources(built()) : resources;
    resources = known;
    return known;
  }

  @Override
  public Map<String, Schema> dataSources() {
    return dataSourceTypes();
  }

  private synchronized Catalogue dataSourceTypes() {
    Catalogue known =
        dataSources == null
            ? Catalogue.dataSources(
                FunctionGraph.dataSources().entrySet().stream()
                    .collect(
                        Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, each -> each.getValue().schema())))
            : dataSources;
    dataSources = known;
    return known;
  }

  @Override
  public Set<String> listedTypes() {
    return FunctionGraph.listedTypes();
  }

  @Override
  public Set<String> digests(String type) {
    return FunctionGraph.digests(type);
  }

  @Override
  public @Nullable ProviderSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    ProviderBlock block = ProviderBlock.decode(configuration, environment, diagnostics);
    return block == null
        ? null
        : new HuaweicloudSession(
            new ApiClient(block.target(), block.retries()),
            block.defaults(),
            environment.directory(),
            resources(),
            dataSourceTypes());
  }
}
