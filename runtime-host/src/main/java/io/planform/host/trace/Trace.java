package io.planform.host.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The span that the current work belongs to. Outside of any, and where nothing is traced, it does
 * nothing.
 */
public final class Trace {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
  private static final Trace NONE = new Trace(null);

  /** What a function learns the id of its trace by, in the contexts of Java and Python. */
  private static final String TRACE_ID = "x-cff-trace-id";

  private final @Nullable Place place;

  /** A span and what makes others below it. */
  record Place(Tracer tracer, TextMapPropagator propagator, Context context) {
    Span span() {
      return Span.fromContext(context);
    }
  }

  private Trace(@Nullable Place place) {
    this.place = place;
  }

  static Trace at(Place place) {
    return new Trace(place);
  }

  /** That of the thread's present work; threads that the work starts are told by {@link #call}. */
  public static Trace current() {
    return CURRENT.orElse(NONE);
  }

  /** What belongs to no span. */
  public static Trace none() {
    return NONE;
  }

  boolean isNone() {
    return place == null;
  }

  /** Does work within a span of its own. */
  public <T> T within(String name, Supplier<T> work) {
    if (place == null) {
      return work.get();
    }
    Span span =
        place
            .tracer()
            .spanBuilder(name)
            .setParent(place.context())
            .setSpanKind(SpanKind.INTERNAL)
            .startSpan();
    return within(span, place, work);
  }

  /** Ends the span when the work is done. */
  static <T> T within(Span span, Place above, Supplier<T> work) {
    Place below = new Place(above.tracer(), above.propagator(), above.context().with(span));
    try {
      return new Trace(below).call(work);
    } catch (RuntimeException | Error e) {
      span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }

  /** Does work, maybe on another thread, as part of this span. */
  public <T> T call(Supplier<T> work) {
    return place == null ? work.get() : ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Says something of this span. */
  public void set(String attribute, String value) {
    if (place != null) {
      place.span().setAttribute(attribute, value);
    }
  }

  public void set(String attribute, long value) {
    if (place != null) {
      place.span().setAttribute(attribute, value);
    }
  }

  public void set(String attribute, boolean value) {
    if (place != null) {
      place.span().setAttribute(attribute, value);
    }
  }

  /**
   * Says that what the span stands for went wrong.
   *
   * @param type of a small set: an error code
   */
  public void fail(String type) {
    if (place != null) {
      place.span().setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    }
  }

  /**
   * What tells a function where it is in the trace: {@code traceparent} and what else the
   * propagators have, by lower-case name; empty where there is no trace.
   */
  public Map<String, String> headers() {
    if (place == null) {
      return Map.of();
    }
    Map<String, String> headers = new HashMap<>();
    place.propagator().inject(place.context(), headers, Map::put);
    SpanContext span = place.span().getSpanContext();
    if (span.isValid()) {
      headers.put(TRACE_ID, span.getTraceId());
    }
    return headers;
  }
}
