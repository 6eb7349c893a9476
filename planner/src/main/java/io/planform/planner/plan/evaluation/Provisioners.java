package io.planform.planner.plan.evaluation;

import io.planform.planner.config.Provisioner;
import io.planform.planner.lang.Scope;
import io.planform.planner.provision.ProvisionerType;
import io.planform.planner.provision.Provisioning;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.Provider;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The provisioners of a block, with their values. */
public final class Provisioners {
  private final Decoder decoder;
  private final Provider.Environment environment;

  Provisioners(Decoder decoder, Provider.Environment environment) {
    this.decoder = decoder;
    this.environment = environment;
  }

  /** Checks them with what is known before anything is there. */
  public void examine(BlockInstance instance, Value self, Diagnostics diagnostics) {
    for (Provisioner provisioner : instance.block().provisioners()) {
      Provisioning _ = decode(provisioner, instance.scope(), self, diagnostics);
    }
  }

  /**
   * One provisioner, ready to be run.
   *
   * @param self the object
   * @return null after an error
   */
  public @Nullable Provisioning of(
      Provisioner provisioner, BlockInstance instance, Value self, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Provisioning decoded = decode(provisioner, instance.scope(), self, own);
    diagnostics.addAll(own.toList());
    if (decoded == null || own.hasErrors()) {
      return null;
    }
    boolean known =
        decoded.configuration().isWhollyKnown()
            && (decoded.connection() == null || decoded.connection().isWhollyKnown());
    if (!known) {
      diagnostics.add(
          Diagnostic.error(
              "Provisioner with unknown values",
              "The provisioner refers to values that are not known even now.",
              provisioner.range()));
    }
    return known ? decoded : null;
  }

  private @Nullable Provisioning decode(
      Provisioner provisioner, Scope scope, Value self, Diagnostics diagnostics) {
    ProvisionerType type = ProvisionerType.of(provisioner.type());
    if (type == null) {
      diagnostics.add(unknown(provisioner));
      return null;
    }
    Scope within = Conditions.withSelf(scope, self);
    Value.Obj configuration =
        decoder.decode(provisioner.body(), type.schema(), within, diagnostics);
    Value.Obj connection =
        provisioner.connection() == null
            ? null
            : decoder.decode(
                provisioner.connection(), ProvisionerType.CONNECTION, within, diagnostics);
    if (type.isRemote() && connection == null) {
      diagnostics.add(
          Diagnostic.error(
                  "Missing connection",
                  "The provisioner " + type.label() + " works on another machine.",
                  provisioner.range())
              .withHint("say which in a connection block"));
    }
    Path directory = environment.directory();
    return new Provisioning(type, configuration, connection, directory, environment.variables());
  }

  private static Diagnostic unknown(Provisioner provisioner) {
    Diagnostic unknown =
        Diagnostic.error(
            "Unknown provisioner " + provisioner.type(),
            "There are local-exec, file and remote-exec.",
            provisioner.typeRange());
    String near = NearMatch.of(provisioner.type(), ProvisionerType.labels());
    return near == null ? unknown : unknown.withHint("did you mean " + near + "?");
  }
}
