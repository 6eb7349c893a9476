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
import io.planform.spi.value.Type;
import java.util.List;

/** {@code huaweicloud_obs_bucket_object} as data. */
final class ObjectDeclaration {
  static final Call PUT = new Call("PUT", "/{bucket}/{key}");

  static final Declaration OBJECTS =
      new Declaration(
          "huaweicloud_obs_bucket_object",
          List.of(
              required("bucket", STRING).notRead().replaces(),
              required("key", STRING).notRead().replaces(),
              optional("content", STRING).notRead().by(PUT),
              optional("source", STRING).notRead().by(PUT).is("The path of a file."),
              defaulted("content_type", STRING).by(PUT),
              optional("metadata", Type.map(STRING)).by(PUT),
              defaulted("etag", STRING).by(PUT).foreseen().is("The content's MD5."),
              computed("size", NUMBER).foreseen(),
              optional("acl", STRING).notRead(),
              optional("encryption", BOOL).notRead(),
              optional("kms_key_id", STRING).notRead(),
              defaulted("storage_class", STRING).notRead(),
              defaulted("tags", Type.map(STRING)).notRead(),
              defaulted("region", STRING).notRead().replaces(),
              computed("version_id", STRING).notRead(),
              computed("id", STRING).notRead().is("The key.")),
          List.of(),
          PUT,
          List.of(PUT));

  private ObjectDeclaration() {}
}
