/** What policies allow and deny, and which action each operation of the API is. */
@NullMarked
package io.planform.host.policy;

import org.jspecify.annotations.NullMarked;
