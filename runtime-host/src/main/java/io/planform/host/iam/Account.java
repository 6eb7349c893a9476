package io.planform.host.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.host.server.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one account ("domain") of a host: one project, named like the region, and an administrator,
 * whose keys are in the credentials file. Ids follow from the project's.
 */
public record Account(Credentials credentials) {
  static final String NAME = "planform";
  private static final String ADMINISTRATOR = "admin";
  private static final int ID_LENGTH = 32;

  public String id() {
    return derived("account");
  }

  Caller administrator() {
    return new Caller(derived("administrator"), ADMINISTRATOR, true, List.of());
  }

  private String derived(String what) {
    String text = what + ":" + credentials.project();
    return RequestSigner.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LENGTH);
  }

  /** As other documents refer to it. */
  ObjectNode reference() {
    return Json.object().put("id", id()).put("name", NAME);
  }

  ObjectNode projectDocument() {
    ObjectNode document = Json.object();
    document.put("id", credentials.project());
    document.put("name", credentials.region());
    document.put("domain_id", id());
    document.put("parent_id", id());
    document.put("is_domain", false);
    document.put("enabled", true);
    document.put("description", "");
    return document;
  }

  ObjectNode document() {
    return reference().put("enabled", true).put("description", "");
  }
}
