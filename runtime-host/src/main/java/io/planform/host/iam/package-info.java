/**
 * Who may call: users, groups, their keys, tokens and policies, and the API that administers them.
 */
@NullMarked
package io.planform.host.iam;

import org.jspecify.annotations.NullMarked;
