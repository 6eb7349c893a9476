/** What every form of text is put together from: lines, marks, colours, literals. */
@NullMarked
package io.planform.planner.render.text;

import org.jspecify.annotations.NullMarked;
