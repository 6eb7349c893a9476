/** Aliases: names for versions, with a share of the requests for a second one. */
@NullMarked
package io.planform.host.alias;

import org.jspecify.annotations.NullMarked;
