/** The network that functions without VPC settings run in. */
@NullMarked
package io.planform.host.network;

import org.jspecify.annotations.NullMarked;
