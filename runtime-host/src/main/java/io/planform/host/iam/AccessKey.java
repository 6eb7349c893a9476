package io.planform.host.iam;

import java.time.Instant;

/** A user's access key, without its secret. */
record AccessKey(
    String accessKey, String userId, String description, boolean enabled, Instant createdAt) {}
