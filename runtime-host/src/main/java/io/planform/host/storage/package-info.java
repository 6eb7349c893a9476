/** What the host keeps on disk: its database, and files that are whole or not there. */
@NullMarked
package io.planform.host.storage;

import org.jspecify.annotations.NullMarked;
