/** One instance of a function: its states, its runtime API, its output. */
@NullMarked
package io.planform.host.instance;

import org.jspecify.annotations.NullMarked;
