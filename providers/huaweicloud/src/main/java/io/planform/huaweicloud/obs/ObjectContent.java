package io.planform.huaweicloud.obs;

import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an object is to hold: a text, or a file of this machine.
 *
 * @param directory of the root module: relative paths begin there
 */
record ObjectContent(Path directory) {

  /**
   * @param md5 lower-case hex
   */
  record Summary(String md5, long size) {}

  /** Of what is declared; empty where it is not known, or there is no such file yet. */
  Optional<Summary> summary(Value.Obj object) {
    if (object.get("content").revealed() instanceof Value.Str(String text)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Optional.of(new Summary(hex(BucketCalls.md5().digest(bytes)), bytes.length));
    }
    String source = Texts.of(object.get("source"));
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(directory.resolve(source)), BucketCalls.md5())) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return Optional.of(new Summary(hex(in.getMessageDigest().digest()), size));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The request with the content that is declared. */
  ApiRequest put(Value.Obj object, ApiRequest request) {
    String source = Texts.of(object.get("source"));
    return source.isEmpty()
        ? request.withBody(Texts.of(object.get("content")).getBytes(StandardCharsets.UTF_8))
        : request.withFile(directory.resolve(source));
  }

  /** What is wrong with the file of an object; empty where it can be read. */
  Optional<Diagnostic> problem(Value.Obj object) {
    String source = Texts.of(object.get("source"));
    if (source.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(directory.resolve(source))) {
      in.read();
      return Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.of(
          Diagnostic.error("No such file", "The file \"%s\" cannot be read.".formatted(source))
              .at(ValuePath.of("source")));
    }
  }
}
