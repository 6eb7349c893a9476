/** What a root module declares, whatever language it was written in. */
@NullMarked
package io.planform.planner.config;

import org.jspecify.annotations.NullMarked;
