package io.planform.huaweicloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policies of one agency: manifests have their names, the API their ids and scopes. */
final class Grants {
  private static final Call DOMAINS = new Call("GET", "/v3/auth/domains");
  private static final Call PROJECTS = new Call("GET", "/v3/projects");
  private static final Call ROLES = new Call("GET", "/v3/roles");

  /** Where a policy holds. */
  private enum Scope {
    DOMAIN("/v3.0/OS-AGENCY/domains/{domain}/agencies/{agency}/roles", ""),
    PROJECT("/v3.0/OS-AGENCY/projects/{scope}/agencies/{agency}/roles", ""),
    ALL("/v3.0/OS-INHERIT/domains/{domain}/agencies/{agency}/roles", "/inherited_to_projects");

    private final String path;
    private final String suffix;

    Scope(String path, String suffix) {
      this.path = path;
      this.suffix = suffix;
    }

    Call list() {
      return new Call("GET", path + suffix);
    }

    Call one(String method) {
      return new Call(method, path + "/{role}" + suffix);
    }
  }

  /**
   * One policy in one scope.
   *
   * @param project its id; empty where the scope is none
   */
  private record Grant(Scope scope, String project, String role) {}

  private final String agency;
  private final Calls calls;
  private @Nullable ApiResult failure;

  Grants(String agency, Calls calls) {
    this.agency = agency;
    this.calls = calls;
  }

  /** Makes the policies those that are wanted. */
  ApiResult become(Value.Obj desired) {
    Set<Grant> wanted = wanted(desired);
    Set<Grant> present = failure == null ? present(wanted) : Set.of();
    if (failure != null) {
      return failure;
    }
    ApiResult last = calls.send(DOMAINS, Map.of(), null);
    for (Grant grant : without(wanted, present)) {
      last = send("PUT", grant);
      if (!(last instanceof Answered)) {
        return last;
      }
    }
    for (Grant grant : without(present, wanted)) {
      last = send("DELETE", grant);
      if (!(last instanceof Answered)) {
        return last;
      }
    }
    return last;
  }

  private static Set<Grant> without(Set<Grant> all, Set<Grant> others) {
    Set<Grant> left = new LinkedHashSet<>(all);
    left.removeAll(others);
    return left;
  }

  private ApiResult send(String method, Grant grant) {
    Map<String, String> path = new LinkedHashMap<>(path(grant.scope(), grant.project()));
    path.put("role", grant.role());
    return calls
        .part(method + grant.scope() + grant.project() + grant.role())
        .send(grant.scope().one(method), path, null);
  }

  private Set<Grant> wanted(Value.Obj desired) {
    Set<Grant> grants = new LinkedHashSet<>();
    for (String name : texts(desired.get("domain_roles"))) {
      grants.add(new Grant(Scope.DOMAIN, "", role(name)));
    }
    for (String name : texts(desired.get("all_resources_roles"))) {
      grants.add(new Grant(Scope.ALL, "", role(name)));
    }
    for (Value each : elements(desired.get("project_role"))) {
      if (each.unmarked() instanceof Value.Obj block) {
        String project = project(Texts.of(block.get("project")));
        for (String name : texts(block.get("roles"))) {
          grants.add(new Grant(Scope.PROJECT, project, role(name)));
        }
      }
    }
    return grants;
  }

  private Set<Grant> present(Set<Grant> wanted) {
    Set<String> projects = new LinkedHashSet<>();
    wanted.stream().map(Grant::project).filter(id -> !id.isEmpty()).forEach(projects::add);
    projects().forEach(project -> projects.add(project.path("id").asText()));
    Set<Grant> grants = new LinkedHashSet<>();
    collect(grants, Scope.DOMAIN, "");
    collect(grants, Scope.ALL, "");
    projects.forEach(project -> collect(grants, Scope.PROJECT, project));
    return grants;
  }

  private void collect(Set<Grant> grants, Scope scope, String project) {
    for (JsonNode role : roles(scope, project)) {
      grants.add(new Grant(scope, project, role.path("id").asText()));
    }
  }

  /** Adds what the manifest calls them; false where they cannot be read. */
  boolean describe(ObjectNode agencyDocument) {
    names(agencyDocument.putArray("domain_roles"), roles(Scope.DOMAIN, ""));
    names(agencyDocument.putArray("all_resources_roles"), roles(Scope.ALL, ""));
    ArrayNode blocks = agencyDocument.putArray("project_role");
    for (JsonNode project : projects()) {
      JsonNode roles = roles(Scope.PROJECT, project.path("id").asText());
      if (!roles.isEmpty()) {
        ObjectNode block = blocks.addObject().put("project", project.path("name").asText());
        names(block.putArray("roles"), roles);
      }
    }
    return failure == null;
  }

  private static void names(ArrayNode names, JsonNode roles) {
    roles.forEach(role -> names.add(role.path("display_name").asText()));
  }

  private JsonNode roles(Scope scope, String project) {
    return answer(calls.send(scope.list(), path(scope, project), null)).path("roles");
  }

  private JsonNode projects() {
    return answer(calls.send(PROJECTS, Map.of(), null)).path("projects");
  }

  private Map<String, String> path(Scope scope, String project) {
    return scope == Scope.PROJECT
        ? Map.of("scope", project, "agency", agency)
        : Map.of("domain", account(calls), "agency", agency);
  }

  /** The account's id; empty where it cannot be asked for. */
  static String account(Calls calls) {
    return calls.send(DOMAINS, Map.of(), null) instanceof Answered answer
        ? answer.json().at("/domains/0/id").asText()
        : "";
  }

  private String role(String name) {
    String id =
        answer(calls.page(ROLES, Map.of(), "display_name=" + encoded(name)))
            .at("/roles/0/id")
            .asText();
    return known(id, "policy", name);
  }

  private String project(String name) {
    String id =
        answer(calls.page(PROJECTS, Map.of(), "name=" + encoded(name)))
            .at("/projects/0/id")
            .asText();
    return known(id, "project", name);
  }

  private String known(String id, String kind, String name) {
    if (id.isEmpty() && failure == null) {
      failure =
          new Unreached(
              Diagnostic.error(
                  "No such " + kind, "There is no %s named \"%s\".".formatted(kind, name)));
    }
    return id;
  }

  private JsonNode answer(ApiResult result) {
    if (result instanceof Answered answer) {
      return answer.json();
    }
    failure = failure == null ? result : failure;
    return MissingNode.getInstance();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<String> texts(Value value) {
    return elements(value).stream().map(Texts::of).toList();
  }

  private static List<Value> elements(Value value) {
    return value.unmarked() instanceof Value.SetOf(_, List<Value> values) ? values : List.of();
  }
}
