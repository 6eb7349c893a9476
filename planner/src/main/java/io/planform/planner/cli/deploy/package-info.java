/** Deployments from Git on the command line. */
@NullMarked
package io.planform.planner.cli.deploy;

import org.jspecify.annotations.NullMarked;
