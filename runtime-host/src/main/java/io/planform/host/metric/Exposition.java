package io.planform.host.metric;

import java.util.Locale;

/** Text in Prometheus' exposition format, version 0.0.4. */
public final class Exposition {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  /** Begins a metric; its samples follow. */
  public void metric(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /**
   * @param labels names and values, in turn
   */
  public void sample(String name, double value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      escape(labels[i + 1]);
      text.append('"');
    }
    text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
  }

  void histogram(String name, Histogram histogram, String... labels) {
    double[] counts = histogram.counts();
    String[] bounded = new String[labels.length + 2];
    System.arraycopy(labels, 0, bounded, 0, labels.length);
    bounded[labels.length] = "le";
    for (int i = 0; i < counts.length; i++) {
      bounded[labels.length + 1] =
          i < histogram.bounds().length ? number(histogram.bounds()[i]) : "+Inf";
      sample(name + "_bucket", counts[i], bounded);
    }
    sample(name + "_sum", histogram.sum(), labels);
    sample(name + "_count", counts[counts.length - 1], labels);
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      switch (each) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(each);
      }
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
