/** Plans and tests as documents: Markdown, HTML and JUnit's XML. */
@NullMarked
package io.planform.planner.render.report;

import org.jspecify.annotations.NullMarked;
