/** What the packages below share: the exception that tells a user why a store cannot be used. */
@NullMarked
package io.planform.store;

import org.jspecify.annotations.NullMarked;
