package io.planform.host.alarm;

/**
 * A rule in the host's database.
 *
 * @param enabled whether it is evaluated
 * @param notifies whether webhooks are told
 * @param changedAt when the state became what it is, in milliseconds since 1970
 */
record StoredRule(
    String id,
    AlarmRule rule,
    boolean enabled,
    boolean notifies,
    AlarmState state,
    long changedAt) {}
