/**
 * File systems that functions share: those of Scalable File Service Turbo, which the host keeps
 * itself, and directories that NFS servers export.
 */
@NullMarked
package io.planform.host.filesystem;

import org.jspecify.annotations.NullMarked;
