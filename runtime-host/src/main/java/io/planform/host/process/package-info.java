/** Programs of the operating system that the host runs. */
@NullMarked
package io.planform.host.process;

import org.jspecify.annotations.NullMarked;
