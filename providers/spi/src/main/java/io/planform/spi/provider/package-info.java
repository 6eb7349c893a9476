/** The service provider interface: what the planner asks of a provider. */
@NullMarked
package io.planform.spi.provider;

import org.jspecify.annotations.NullMarked;
