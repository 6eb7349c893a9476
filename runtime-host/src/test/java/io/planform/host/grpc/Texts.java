package io.planform.host.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Methods whose messages are texts. */
public final class Texts {
  public static final Metadata.Key<String> ASKED = key("x-asked");
  public static final Metadata.Key<String> TOLD = key("x-told");
  public static final Metadata.Key<byte[]> BINARY =
      Metadata.Key.of("x-octets-bin", Metadata.BINARY_BYTE_MARSHALLER);
  public static final Metadata.Key<String> TRAILER = key("x-trailer");
  public static final Metadata.Key<String> FUNCTION = key("x-cff-func-name");

  private Texts() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** A method of the service {@code test.Texts}. */
  public static MethodDescriptor<String, String> method(String name, MethodType type) {
    return method("test.Texts", name, type);
  }

  /** A method of another service. */
  public static MethodDescriptor<String, String> method(
      String service, String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
        .setType(type)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
