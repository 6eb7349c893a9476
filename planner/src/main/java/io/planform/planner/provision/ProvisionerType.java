package io.planform.planner.provision;

import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.value.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of provisioners, with the arguments that Terraform's have. */
public enum ProvisionerType {
  LOCAL_EXEC("local-exec"),
  FILE("file"),
  REMOTE_EXEC("remote-exec");

  private static final Set<String> SECRETS =
      Set.of("password", "private_key", "bastion_password", "bastion_private_key");

  /** What a {@code connection} block holds. */
  public static final Schema CONNECTION =
      Schema.of(
          List.of(
              required("host", Type.STRING),
              optional("type", Type.STRING),
              optional("user", Type.STRING),
              optional("password", Type.STRING),
              optional("port", Type.NUMBER),
              optional("timeout", Type.STRING),
              optional("script_path", Type.STRING),
              optional("private_key", Type.STRING),
              optional("certificate", Type.STRING),
              optional("host_key", Type.STRING),
              optional("agent", Type.BOOL),
              optional("agent_identity", Type.STRING),
              optional("target_platform", Type.STRING),
              optional("bastion_host", Type.STRING),
              optional("bastion_host_key", Type.STRING),
              optional("bastion_port", Type.NUMBER),
              optional("bastion_user", Type.STRING),
              optional("bastion_password", Type.STRING),
              optional("bastion_private_key", Type.STRING),
              optional("bastion_certificate", Type.STRING),
              optional("proxy_scheme", Type.STRING),
              optional("proxy_host", Type.STRING),
              optional("proxy_port", Type.NUMBER),
              optional("proxy_user_name", Type.STRING),
              optional("proxy_user_password", Type.STRING),
              optional("https", Type.BOOL),
              optional("insecure", Type.BOOL),
              optional("use_ntlm", Type.BOOL),
              optional("cacert", Type.STRING)),
          List.of());

  private final String label;

  ProvisionerType(String label) {
    this.label = label;
  }

  private static Attribute required(String name, Type type) {
    return new Attribute(name, type, Mode.REQUIRED, Change.IN_PLACE, false, "", null);
  }

  private static Attribute optional(String name, Type type) {
    return new Attribute(
        name, type, Mode.OPTIONAL, Change.IN_PLACE, SECRETS.contains(name), "", null);
  }

  /** Null if there is none of that name. */
  public static @Nullable ProvisionerType of(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label.equals(label))
        .findFirst()
        .orElse(null);
  }

  public static Set<String> labels() {
    return Arrays.stream(values()).map(ProvisionerType::label).collect(Collectors.toSet());
  }

  public String label() {
    return label;
  }

  /** What a block of this type holds besides its meta-arguments. */
  public Schema schema() {
    List<Attribute> attributes =
        switch (this) {
          case LOCAL_EXEC ->
              List.of(
                  required("command", Type.STRING),
                  optional("interpreter", Type.list(Type.STRING)),
                  optional("working_dir", Type.STRING),
                  optional("environment", Type.map(Type.STRING)),
                  optional("quiet", Type.BOOL));
          case FILE ->
              List.of(
                  optional("source", Type.STRING),
                  optional("content", Type.STRING),
                  required("destination", Type.STRING));
          case REMOTE_EXEC ->
              List.of(
                  optional("inline", Type.list(Type.STRING)),
                  optional("script", Type.STRING),
                  optional("scripts", Type.list(Type.STRING)));
        };
    return Schema.of(attributes, List.of());
  }

  /** Whether it works on another machine, by a connection. */
  public boolean isRemote() {
    return this != LOCAL_EXEC;
  }
}
