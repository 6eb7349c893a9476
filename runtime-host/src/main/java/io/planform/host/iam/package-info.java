/** Who may call: credentials and signatures. */
@NullMarked
package io.planform.host.iam;

import org.jspecify.annotations.NullMarked;
