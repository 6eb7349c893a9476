/** The provider {@code archive}: zip files made from folders and files of a configuration. */
@NullMarked
package io.planform.utility.archive;

import org.jspecify.annotations.NullMarked;
