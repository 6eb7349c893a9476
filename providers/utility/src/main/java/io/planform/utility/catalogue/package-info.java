/** What the small providers are made of: declarations of types, and a provider that lists them. */
@NullMarked
package io.planform.utility.catalogue;

import org.jspecify.annotations.NullMarked;
