/** Facts about FunctionGraph that clients and servers of its API share. */
@NullMarked
package io.planform.functiongraph;

import org.jspecify.annotations.NullMarked;
