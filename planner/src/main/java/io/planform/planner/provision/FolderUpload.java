package io.planform.planner.provision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Copies files and folders to another machine. */
final class FolderUpload {
  private final SftpClient files;

  FolderUpload(SftpClient files) {
    this.files = files;
  }

  /** A folder that exists already gets what is missing in it. */
  void copy(Path source, String destination) throws IOException {
    if (!Files.isDirectory(source)) {
      try (OutputStream file = files.write(destination)) {
        Files.copy(source, file);
      }
      return;
    }
    try {
      files.mkdir(destination);
    } catch (SftpException e) {
      if (e.getStatus() != SftpConstants.SSH_FX_FAILURE
          && e.getStatus() != SftpConstants.SSH_FX_FILE_ALREADY_EXISTS) {
        throw e;
      }
    }
    List<Path> inside;
    try (Stream<Path> found = Files.list(source)) {
      inside = found.sorted().toList();
    }
    for (Path each : inside) {
      copy(each, destination + "/" + each.getFileName());
    }
  }
}
