/** Repositories that are deployed from: mirrors of them, checkouts of commits, signatures. */
@NullMarked
package io.planform.planner.deploy.git;

import org.jspecify.annotations.NullMarked;
