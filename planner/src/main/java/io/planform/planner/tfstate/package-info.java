/** Terraform's state files, format 4, to and from the state that is kept here. */
@NullMarked
package io.planform.planner.tfstate;

import org.jspecify.annotations.NullMarked;
