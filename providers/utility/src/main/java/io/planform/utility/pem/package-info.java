/** Keys and certificates in the text form that manifests carry them in. */
@NullMarked
package io.planform.utility.pem;

import org.jspecify.annotations.NullMarked;
