/** Function templates: small functions to begin with. */
@NullMarked
package io.planform.host.template;

import org.jspecify.annotations.NullMarked;
