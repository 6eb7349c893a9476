package io.planform.huaweicloud.iam;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.List;

/** {@code huaweicloud_identity_agency} as data. */
final class AgencyDeclaration {
  private static final String ALL = "/v3.0/OS-AGENCY/agencies";
  private static final String ONE = ALL + "/{id}";

  static final Call LIST = new Call("GET", ALL);
  static final Call CREATE = new Call("POST", ALL);
  static final Call UPDATE = new Call("PUT", ONE);
  static final Call DELETE = new Call("DELETE", ONE);

  /** Stands for the calls that grant and revoke one policy each. */
  static final Call GRANT = new Call("PUT", ONE + "/roles");

  static final Declaration AGENCIES =
      new Declaration(
          "huaweicloud_identity_agency",
          List.of(
              required("name", STRING).at("agency.name").readAt("name").by(CREATE),
              optional("description", STRING)
                  .at("agency.description")
                  .readAt("description")
                  .by(CREATE, UPDATE),
              optional("delegated_domain_name", STRING)
                  .at("agency.trust_domain_name")
                  .readAt("delegated_domain_name")
                  .by(CREATE, UPDATE),
              optional("delegated_service_name", STRING)
                  .at("agency.trust_domain_name")
                  .readAt("delegated_service_name")
                  .by(CREATE, UPDATE)
                  .is("The service that acts: op_svc_cff is FunctionGraph."),
              defaulted("duration", STRING)
                  .at("agency.duration")
                  .readAt("duration")
                  .by(CREATE, UPDATE)
                  .is("FOREVER, ONEDAY or a number of days."),
              optional("domain_roles", Type.set(STRING))
                  .by(GRANT)
                  .is("Names of policies, for the account."),
              optional("all_resources_roles", Type.set(STRING))
                  .by(GRANT)
                  .is("Names of policies, for all projects."),
              optional("force_dissociate_v5_policies", BOOL).notRead(),
              optional("enable_force_new", STRING).notRead(),
              computed("id", STRING),
              computed("create_time", STRING),
              computed("expire_time", STRING).moving()),
          List.of(
              Group.of(
                      "project_role",
                      Nesting.SET,
                      Integer.MAX_VALUE,
                      List.of(required("project", STRING), required("roles", Type.set(STRING))))
                  .at("project_role")
                  .by(GRANT),
              Group.of(
                  "enterprise_project_roles",
                  Nesting.SET,
                  Integer.MAX_VALUE,
                  List.of(
                      required("enterprise_project", STRING), required("roles", Type.set(STRING)))),
              Group.of(
                  "timeouts",
                  Nesting.SINGLE,
                  1,
                  List.of(
                      optional("read", STRING),
                      optional("update", STRING),
                      optional("delete", STRING)))),
          CREATE,
          List.of(UPDATE, GRANT));

  private AgencyDeclaration() {}
}
