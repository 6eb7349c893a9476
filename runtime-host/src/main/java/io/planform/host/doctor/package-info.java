/** What the host needs from the machine, and whether it is there. */
@NullMarked
package io.planform.host.doctor;

import org.jspecify.annotations.NullMarked;
