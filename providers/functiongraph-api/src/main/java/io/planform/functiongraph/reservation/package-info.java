/** Reserved instances: how many there are to be, and when. */
@NullMarked
package io.planform.functiongraph.reservation;

import org.jspecify.annotations.NullMarked;
