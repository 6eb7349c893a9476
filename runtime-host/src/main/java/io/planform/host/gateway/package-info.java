/** The address of API triggers and HTTP functions. */
@NullMarked
package io.planform.host.gateway;

import org.jspecify.annotations.NullMarked;
