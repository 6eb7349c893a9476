/** Sources of triggers that live in the host: topics, log streams, the audit trail. */
@NullMarked
package io.planform.host.source;

import org.jspecify.annotations.NullMarked;
