package io.planform.huaweicloud.obs;

import static io.planform.huaweicloud.resource.Field.computed;
import static io.planform.huaweicloud.resource.Field.defaulted;
import static io.planform.huaweicloud.resource.Field.optional;
import static io.planform.huaweicloud.resource.Field.required;
import static io.planform.spi.value.Type.BOOL;
import static io.planform.spi.value.Type.NUMBER;
import static io.planform.spi.value.Type.STRING;

import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Group;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code huaweicloud_obs_bucket} as data. */
final class BucketDeclaration {
  static final String FORCE_DESTROY = "force_destroy";

  static final Call CREATE = new Call("PUT", "/{bucket}");
  static final Call TAG = new Call("PUT", "/{bucket}?tagging");
  static final Call LIMIT = new Call("PUT", "/{bucket}?quota");

  static final Declaration BUCKETS =
      new Declaration(
          "huaweicloud_obs_bucket",
          List.of(
              required("bucket", STRING).replaces(),
              optional(FORCE_DESTROY, BOOL)
                  .notRead()
                  .is("Whether its objects may be deleted with it."),
              optional("quota", NUMBER).by(LIMIT).is("Bytes that it may hold; 0 for no limit."),
              defaulted("tags", Type.map(STRING)).by(TAG),
              optional("acl", STRING).notRead(),
              optional("storage_class", STRING).notRead(),
              optional("versioning", BOOL).notRead(),
              optional("encryption", BOOL).notRead(),
              optional("kms_key_id", STRING).notRead(),
              optional("policy_format", STRING).notRead(),
              optional("edge_location", STRING).notRead().replaces(),
              optional("ies_location", STRING).notRead().replaces(),
              optional("parallel_fs", BOOL).notRead().replaces(),
              defaulted("multi_az", BOOL).notRead().replaces(),
              defaulted("policy", STRING).notRead(),
              defaulted("sse_algorithm", STRING).notRead(),
              defaulted("bucket_key_enabled", STRING).notRead(),
              defaulted("kms_data_encryption", STRING).notRead(),
              defaulted("kms_key_project_id", STRING).notRead(),
              defaulted("user_domain_names", Type.set(STRING)).notRead(),
              defaulted("enterprise_project_id", STRING).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("id", STRING),
              computed("bucket_domain_name", STRING),
              computed("bucket_version", STRING),
              computed("storage_info", Type.list(holding())).is("What it holds.")),
          List.of(
              block(
                  "cors_rule",
                  Nesting.LIST,
                  required("allowed_methods", Type.list(STRING)),
                  required("allowed_origins", Type.list(STRING)),
                  optional("allowed_headers", Type.list(STRING)),
                  optional("expose_headers", Type.list(STRING)),
                  optional("max_age_seconds", NUMBER)),
              block(
                      "lifecycle_rule",
                      Nesting.LIST,
                      required("enabled", BOOL),
                      required("name", STRING),
                      optional("prefix", STRING))
                  .holding(
                      days("abort_incomplete_multipart_upload", Nesting.SET),
                      days("expiration", Nesting.SET),
                      days("noncurrent_version_expiration", Nesting.SET),
                      days(
                          "noncurrent_version_transition",
                          Nesting.LIST,
                          required("storage_class", STRING)),
                      days("transition", Nesting.LIST, required("storage_class", STRING))),
              block(
                  "logging",
                  Nesting.SET,
                  required("target_bucket", STRING),
                  optional("target_prefix", STRING),
                  defaulted("agency", STRING)),
              Group.of(
                  "website",
                  Nesting.LIST,
                  1,
                  List.of(
                      optional("error_document", STRING),
                      optional("index_document", STRING),
                      optional("redirect_all_requests_to", STRING),
                      optional("routing_rules", STRING)))),
          CREATE,
          List.of(TAG, LIMIT));

  private BucketDeclaration() {}

  private static Type holding() {
    return new Type.ObjectType(Map.of("object_number", NUMBER, "size", NUMBER));
  }

  private static Group block(String name, Nesting nesting, Field... fields) {
    return Group.of(name, nesting, Integer.MAX_VALUE, List.of(fields));
  }

  private static Group days(String name, Nesting nesting, Field... more) {
    List<Field> fields = new ArrayList<>(List.of(more));
    fields.addFirst(required("days", NUMBER));
    return Group.of(name, nesting, Integer.MAX_VALUE, fields);
  }
}
