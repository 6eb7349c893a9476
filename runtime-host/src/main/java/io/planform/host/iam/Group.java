package io.planform.host.iam;

import java.time.Instant;

/** Users who have the same policies. */
record Group(String id, String name, String description, Instant createdAt) {}
