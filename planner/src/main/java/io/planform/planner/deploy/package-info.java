/**
 * Deployments from Git: level-triggered reconcilers. What branches and the store say decides what
 * is done; polls and webhooks only wake them.
 */
@NullMarked
package io.planform.planner.deploy;

import org.jspecify.annotations.NullMarked;
