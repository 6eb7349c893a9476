/** What runs unattended: deployments, what became of them, and which service leads. */
@NullMarked
package io.planform.store.job;

import org.jspecify.annotations.NullMarked;
