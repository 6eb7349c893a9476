/** The provider {@code archive}: archives made from folders, files and texts. */
@NullMarked
package io.planform.utility.archive;

import org.jspecify.annotations.NullMarked;
