package io.planform.host.bucket.protocol;

/** The two ways in which clients name the same things. A request's signature tells which. */
public enum Dialect {
  S3("x-amz-", "http://s3.amazonaws.com/doc/2006-03-01/"),
  OBS("x-obs-", "http://obs.myhwclouds.com/doc/2015-06-30/");

  private final String prefix;
  private final String namespace;

  Dialect(String prefix, String namespace) {
    this.prefix = prefix;
    this.namespace = namespace;
  }

  /** What the names of its own headers begin with, in lower case. */
  public String prefix() {
    return prefix;
  }

  /** A header of its own: {@code copy-source}. */
  public String header(String name) {
    return prefix + name;
  }

  /** Of its XML documents. */
  public String namespace() {
    return namespace;
  }
}
