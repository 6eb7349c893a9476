package io.planform.host.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.FunctionCode;
import io.planform.host.function.FunctionEntry;
import io.planform.host.server.ApiException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * An exported function: a ZIP file of {@code <name>.yaml} and, unless it is an image, one file of
 * code as it was uploaded.
 *
 * @param configuration what a creation takes, but for the code
 * @param code empty for an image
 */
record FunctionArchive(ObjectNode configuration, byte[] code) {
  static final int LARGEST = 50 * 1024 * 1024;

  /** Code of that size, and the configuration. */
  private static final int LARGEST_UNPACKED = LARGEST + 1024 * 1024;

  /** With configuration and code, or one of them. */
  static byte[] pack(
      FunctionEntry entry, byte[] code, boolean withConfiguration, boolean withCode) {
    Map<String, byte[]> files = new TreeMap<>();
    if (withConfiguration) {
      files.put(entry.urn().name() + ".yaml", FunctionFile.write(entry));
    }
    if (withCode && !entry.code().type().equals(FunctionCode.IMAGE)) {
      files.put(codeName(entry), code);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry packed = new ZipEntry(file.getKey());
        packed.setTime(0);
        zip.putNextEntry(packed);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static String codeName(FunctionEntry entry) {
    String name = entry.urn().name();
    return switch (entry.code().type()) {
      case "inline" -> name + ".inline";
      case "jar" -> name + ".jar";
      default -> name + ".zip";
    };
  }

  /**
   * @throws ApiException FSS.1011 for what is no such archive, FSS.1022 and FSS.1025 for its YAML
   *     files, FSS.1023 where it is too large
   */
  static FunctionArchive unpack(byte[] archive) {
    Map<String, byte[]> files = files(archive);
    var configurations = files.keySet().stream().filter(FunctionArchive::isYaml).toList();
    if (configurations.size() > 1) {
      throw new ApiException(
          FgsError.FSS_1022, "The file has %d.".formatted(configurations.size()));
    }
    if (configurations.isEmpty()) {
      throw new ApiException(FgsError.FSS_1025, "The file has no configuration, a .yaml file.");
    }
    byte[] yaml = files.remove(configurations.getFirst());
    if (yaml == null || files.size() > 1) {
      throw new ApiException(
          FgsError.FSS_1011,
          "Beside the .yaml file there must be one file of code, not %d.".formatted(files.size()));
    }
    return new FunctionArchive(
        FunctionFile.read(yaml), files.values().stream().findFirst().orElse(new byte[0]));
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static Map<String, byte[]> files(byte[] archive) {
    if (archive.length > LARGEST) {
      throw new ApiException(FgsError.FSS_1023, "It has %d bytes.".formatted(archive.length));
    }
    Map<String, byte[]> files = new HashMap<>();
    int room = LARGEST_UNPACKED;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes(room + 1);
        room -= content.length;
        if (room < 0) {
          throw new ApiException(FgsError.FSS_1023, "Unpacked it has more than 50 MB.");
        }
        if (!entry.isDirectory()) {
          files.put(entry.getName(), content);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ApiException(FgsError.FSS_1011, "The file is no ZIP archive.");
    }
    if (files.isEmpty()) {
      throw new ApiException(FgsError.FSS_1011, "The file is no ZIP archive, or an empty one.");
    }
    return files;
  }
}
