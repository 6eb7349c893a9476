/** Function code: its digest, and what an uploaded archive may hold. */
@NullMarked
package io.planform.functiongraph.code;

import org.jspecify.annotations.NullMarked;
