/** The errors that the FunctionGraph API answers with. */
@NullMarked
package io.planform.functiongraph.error;

import org.jspecify.annotations.NullMarked;
