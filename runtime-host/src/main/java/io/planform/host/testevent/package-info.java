/** Test events: inputs that are kept with a function to try it with. */
@NullMarked
package io.planform.host.testevent;

import org.jspecify.annotations.NullMarked;
