/** The resource types of FunctionGraph. */
@NullMarked
package io.planform.huaweicloud.functiongraph;

import org.jspecify.annotations.NullMarked;
