package io.planform.host.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where traces begin: with the request that asks for an invocation. Without an endpoint to tell
 * them to, a caller's trace is still handed on to the function.
 */
public final class Tracing implements AutoCloseable {
  private static final String PARENT = "traceparent";
  private static final long LONGEST_FLUSH_SECONDS = 2;

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final @Nullable OpenTelemetrySdk sdk;

  private Tracing(OpenTelemetry telemetry, @Nullable OpenTelemetrySdk sdk) {
    this.tracer = telemetry.getTracer("io.planform.host");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.sdk = sdk;
  }

  /** Tells nobody anything. */
  public static Tracing off() {
    return new Tracing(
        OpenTelemetry.propagating(
            ContextPropagators.create(W3CTraceContextPropagator.getInstance())),
        null);
  }

  /**
   * As OpenTelemetry's environment variables say.
   *
   * @throws TracingException where they ask for what the host cannot do
   */
  public static Tracing of(Map<String, String> environment) throws TracingException {
    if (!Exporting.isWanted(environment)) {
      return off();
    }
    OpenTelemetrySdk sdk = Exporting.open(environment);
    return new Tracing(sdk, sdk);
  }

  /**
   * Serves a request within a span, whose parent is the span that the request names.
   *
   * @param headers of the request, by lower-case name
   * @param name of the span: few, so without ids
   */
  public <T> T serve(Map<String, List<String>> headers, String name, Supplier<T> work) {
    if (sdk == null && !headers.containsKey(PARENT)) {
      return work.get();
    }
    Context caller = propagator.extract(Context.root(), headers, Headers.GETTER);
    return begin(caller, SpanKind.SERVER, name, work);
  }

  /** Does work within the current trace, or one that begins with it. */
  public <T> T within(String name, Supplier<T> work) {
    Trace current = Trace.current();
    if (sdk == null || !current.isNone()) {
      return current.within(name, work);
    }
    return begin(Context.root(), SpanKind.INTERNAL, name, work);
  }

  private <T> T begin(Context parent, SpanKind kind, String name, Supplier<T> work) {
    Span span = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
    return Trace.within(span, new Trace.Place(tracer, propagator, parent), work);
  }

  /** Sends what is left, if that does not take long. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(LONGEST_FLUSH_SECONDS, TimeUnit.SECONDS);
    }
  }
}
