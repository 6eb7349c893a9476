/**
 * Runs Java functions: takes events from the host and answers them. The package is null-marked by
 * its name in the build: the annotation names a kind of element that Java 8 does not know, which
 * javac warns of.
 */
package io.planform.runtime;
