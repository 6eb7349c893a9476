/** Plans, states and progress in Terraform's JSON formats. */
@NullMarked
package io.planform.planner.render.json;

import org.jspecify.annotations.NullMarked;
