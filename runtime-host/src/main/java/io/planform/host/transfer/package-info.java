/** Functions as files: exported with their code and configuration, imported elsewhere. */
@NullMarked
package io.planform.host.transfer;

import org.jspecify.annotations.NullMarked;
