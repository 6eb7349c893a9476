/** Provisioners: commands and files that go with the creation or destruction of an object. */
@NullMarked
package io.planform.planner.provision;

import org.jspecify.annotations.NullMarked;
