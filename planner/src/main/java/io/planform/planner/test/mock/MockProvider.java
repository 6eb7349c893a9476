package io.planform.planner.test.mock;

import io.planform.planner.config.Body;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.SchemaDecoder;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourcePosition;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider with the types of a real one and mocked objects. It needs no configuration. */
public record MockProvider(Provider real, Mock mock) implements Provider {
  private static final Schema NOTHING = Schema.of(List.of(), List.of());

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public Schema configuration() {
    return NOTHING;
  }

  @Override
  public Map<String, Schema> resourceTypes() {
    return real.resourceTypes();
  }

  @Override
  public Map<String, Schema> dataSources() {
    return real.dataSources();
  }

  @Override
  public Map<String, Schema> ephemeralTypes() {
    return real.ephemeralTypes();
  }

  @Override
  public Map<String, ProviderFunction> functions() {
    return real.functions();
  }

  @Override
  public MockSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics) {
    return new MockSession(real, checks(environment), mock);
  }

  /** The real provider, if it can be had without a configuration: it checks without any server. */
  private @Nullable ProviderSession checks(Environment environment) {
    SourceRange nowhere = new SourceRange("", SourcePosition.START, SourcePosition.START);
    Body empty = new Body(new LinkedHashMap<>(), List.of(), nowhere);
    Value.Obj nothing =
        SchemaDecoder.decode(
            empty, real.configuration(), new BodyReader.ConstantScope(true), new Diagnostics());
    return real.configure(nothing, environment, new Diagnostics());
  }
}
