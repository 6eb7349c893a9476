/** Reading a configuration from its blocks: a reader for each type of block. */
@NullMarked
package io.planform.planner.config.block;

import org.jspecify.annotations.NullMarked;
