/** What is recorded of objects: states as they are read, and the documents they are kept in. */
@NullMarked
package io.planform.planner.plan.prior;

import org.jspecify.annotations.NullMarked;
