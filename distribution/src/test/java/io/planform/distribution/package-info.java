/** What was packed, as a user has it: processes, what they print, and what they leave behind. */
@NullMarked
package io.planform.distribution;

import org.jspecify.annotations.NullMarked;
