package io.planform.host.bucket;

import io.planform.host.bucket.protocol.Dialect;
import io.planform.host.bucket.protocol.S3Error;
import io.planform.host.bucket.protocol.S3Exception;
import io.planform.host.bucket.signature.Proof;
import io.planform.host.bucket.store.ObjectEvent;
import io.planform.host.iam.Caller;
import io.planform.host.server.Encoding;
import io.planform.host.server.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request whose caller is known.
 *
 * @param address what it is about
 * @param query decoded
 * @param body checked against what was signed while it is read
 */
record S3Request(
    Request http, Address address, Map<String, List<String>> query, Proof proof, InputStream body) {
  private static final int LONGEST_DOCUMENT = 2 * 1024 * 1024;

  static S3Request of(Request http, Address address, Proof proof, InputStream body) {
    return new S3Request(http, address, Encoding.query(http.query()), proof, body);
  }

  String bucket() {
    return address.bucket();
  }

  String key() {
    return address.key();
  }

  Dialect dialect() {
    return proof.dialect();
  }

  Caller caller() {
    return proof.caller();
  }

  ObjectEvent.Origin origin() {
    return new ObjectEvent.Origin(caller().id(), http.remote(), http.id());
  }

  boolean has(String parameter) {
    return query.containsKey(parameter);
  }

  Optional<String> argument(String name) {
    return Optional.ofNullable(query.get(name)).map(List::getFirst);
  }

  String requiredArgument(String name) {
    return argument(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () ->
                new S3Exception(S3Error.INVALID_ARGUMENT, "The parameter " + name + " is empty."));
  }

  /** A number from 0 to a limit, which stands for all greater ones. */
  int number(String name, int absent, int limit) {
    Optional<String> text = argument(name).filter(value -> !value.isEmpty());
    if (text.filter(value -> !value.matches("[0-9]{1,10}")).isPresent()) {
      throw new S3Exception(
          S3Error.INVALID_ARGUMENT, "The parameter %s must be a number.".formatted(name));
    }
    return text.map(value -> (int) Math.min(Long.parseLong(value), limit)).orElse(absent);
  }

  Optional<String> header(String name) {
    return http.header(name);
  }

  /** A header of the dialect's own, by its name without prefix. */
  Optional<String> ownHeader(String name) {
    return http.header(dialect().header(name));
  }

  /** The body whole, which is an XML document. */
  byte[] document() throws IOException {
    byte[] document = body.readNBytes(LONGEST_DOCUMENT + 1);
    if (document.length > LONGEST_DOCUMENT) {
      throw new S3Exception(
          S3Error.MAX_MESSAGE_LENGTH_EXCEEDED,
          "A document has at most %d bytes.".formatted(LONGEST_DOCUMENT));
    }
    return document;
  }
}
