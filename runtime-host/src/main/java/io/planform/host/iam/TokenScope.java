package io.planform.host.iam;

/** What a token is good for. */
enum TokenScope {
  /** The project's services, and what belongs to the account. */
  PROJECT,
  /** What belongs to the account: users, groups, policies, agencies, projects. */
  DOMAIN
}
