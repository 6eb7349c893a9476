package io.planform.host.notice;

import java.net.URI;
import java.util.Map;

/**
 * What an HTTP endpoint is to be told.
 *
 * @param subscription whose it is; empty for none's
 * @param body JSON
 * @param expiresAt when it is given up, in milliseconds since 1970
 */
public record Notice(
    String subscription, URI url, Map<String, String> headers, String body, long expiresAt) {

  /** Without its address and content: they may hold secrets. */
  @Override
  public String toString() {
    return "a notice to " + url.getHost();
  }
}
