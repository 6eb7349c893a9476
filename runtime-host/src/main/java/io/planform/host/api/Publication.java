package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an API was when it was published.
 *
 * @param version its id
 * @param document the API's
 * @param current whether it is what the environment serves
 */
record Publication(
    String version,
    String api,
    Environment environment,
    ObjectNode document,
    String remark,
    String publishedAt,
    boolean current) {

  ServedApi served() {
    return Definition.served(api, document, environment);
  }
}
