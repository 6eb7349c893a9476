/** What is told to a user: problems as values, with the place in the source they are about. */
@NullMarked
package io.planform.spi.diagnostic;

import org.jspecify.annotations.NullMarked;
