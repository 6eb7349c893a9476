/** Addresses of modules, resources and their instances. */
@NullMarked
package io.planform.planner.plan.address;

import org.jspecify.annotations.NullMarked;
