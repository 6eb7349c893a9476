package io.planform.host.api;

import java.util.Locale;

/**
 * What API Gateway's API makes.
 *
 * @see GatewayObject
 */
enum Kind {
  INSTANCE("instances"),
  GROUP("groups"),
  ENVIRONMENT("envs"),
  API("apis"),
  APPLICATION("apps"),
  AUTHORIZER("authorizer_list");

  private final String array;

  Kind(String array) {
    this.array = array;
  }

  /** The field of a list's answer that holds them. */
  String array() {
    return array;
  }

  /** In messages. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
