/** The runtime host as a background process of this machine, and the quick start built on it. */
@NullMarked
package io.planform.planner.cli.host;

import org.jspecify.annotations.NullMarked;
