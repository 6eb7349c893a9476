package io.planform.planner.config;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.TypeConstraint;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A module: all files of its directory together.
 *
 * @param directory the module's
 * @param providers by {@code type} or {@code type.alias}
 * @param resources managed resources, data sources and ephemeral resources by {@link
 *     Resource#key()}
 * @param checks by name
 * @param calls of other modules, by name
 */
public record Configuration(
    Path directory,
    SequencedMap<String, Variable> variables,
    SequencedMap<String, Local> locals,
    SequencedMap<String, Output> outputs,
    SequencedMap<String, ProviderBlock> providers,
    SequencedMap<String, Resource> resources,
    SequencedMap<String, Check> checks,
    SequencedMap<String, ModuleCall> calls,
    Refactoring refactoring,
    Settings settings) {

  /** The type of the provider that a local name of this module means. */
  public String providerType(String localName) {
    RequiredProvider required = settings.requiredProviders().get(localName);
    return required == null ? localName : required.type();
  }

  /** The same with no other variables than ephemeral ones. */
  public Configuration withEphemeralVariablesOnly() {
    SequencedMap<String, Variable> kept = new LinkedHashMap<>(variables);
    kept.values().removeIf(variable -> !variable.ephemeral());
    return new Configuration(
        directory,
        kept,
        locals,
        outputs,
        providers,
        resources,
        checks,
        calls,
        refactoring,
        settings);
  }

  /**
   * An input.
   *
   * @param constraint values are converted to its type; any type when none is declared
   * @param defaultValue null when a value is required
   * @param ephemeral whether its value may stand in no plan and no state
   * @param deprecated what to do instead of giving it a value; null if it is not deprecated
   */
  public record Variable(
      String name,
      TypeConstraint constraint,
      @Nullable Expression defaultValue,
      String description,
      boolean sensitive,
      boolean ephemeral,
      boolean nullable,
      @Nullable String deprecated,
      List<Condition> validations,
      SourceRange range) {

    public Type type() {
      return constraint.type();
    }

    /** What its value is marked with. */
    public Marks marks() {
      return new Marks(sensitive, ephemeral);
    }
  }

  public record Local(String name, Expression value, SourceRange range) {}

  /**
   * A result.
   *
   * @param ephemeral whether its value may stand in no plan and no state
   * @param deprecated what to use instead; null if it is not deprecated
   */
  public record Output(
      String name,
      Expression value,
      String description,
      boolean sensitive,
      boolean ephemeral,
      @Nullable String deprecated,
      List<Reference> dependsOn,
      List<Condition> preconditions,
      SourceRange range) {}

  /**
   * A configured provider.
   *
   * @param alias null for the default one
   */
  public record ProviderBlock(String type, @Nullable String alias, Body body, SourceRange range) {

    /** {@code type}, or {@code type.alias}. */
    public String key() {
      return alias == null ? type : type + "." + alias;
    }
  }

  /** What a block is about: an object that is managed, only read, or there during a run only. */
  public enum Mode {
    MANAGED("resource", ""),
    DATA("data", "data."),
    EPHEMERAL("ephemeral", "ephemeral.");

    private final String block;
    private final String prefix;

    Mode(String block, String prefix) {
      this.block = block;
      this.prefix = prefix;
    }

    /** The type of the block. */
    public String block() {
      return block;
    }

    /** What addresses of such blocks begin with. */
    public String prefix() {
      return prefix;
    }
  }

  /**
   * A {@code resource}, {@code data} or {@code ephemeral} block, with its meta-arguments taken out
   * of the body.
   *
   * @param provider {@code type} or {@code type.alias} as declared; null for the type's default
   * @param check name of the {@code check} block that it stands in; null if it stands in none
   */
  public record Resource(
      Mode mode,
      String type,
      String name,
      Body body,
      @Nullable Expression count,
      @Nullable Expression forEach,
      List<Reference> dependsOn,
      @Nullable String provider,
      Lifecycle lifecycle,
      List<Provisioner> provisioners,
      @Nullable String check,
      SourceRange range) {

    /** {@code type.name}, {@code data.type.name} or {@code ephemeral.type.name}. */
    public String key() {
      return mode.prefix() + type + "." + name;
    }
  }

  /**
   * A {@code module} block, with its meta-arguments taken out of the body.
   *
   * @param version empty where none is asked for
   * @param arguments the values of the called module's variables
   * @param providers what the module's names of providers mean, by those names
   */
  public record ModuleCall(
      String name,
      String source,
      SourceRange sourceRange,
      String version,
      Body arguments,
      @Nullable Expression count,
      @Nullable Expression forEach,
      List<Reference> dependsOn,
      SequencedMap<String, PassedProvider> providers,
      SourceRange range) {

    public boolean repeats() {
      return count != null || forEach != null;
    }
  }

  /**
   * An entry of {@code providers}.
   *
   * @param inner {@code name} or {@code name.alias} in the called module
   * @param outer the same in the calling one
   */
  public record PassedProvider(String inner, String outer, SourceRange range) {}

  /**
   * The {@code lifecycle} block.
   *
   * @param ignoreChanges attribute paths of which the declared value is not compared
   * @param ignoreAllChanges {@code ignore_changes = all}
   */
  public record Lifecycle(
      boolean createBeforeDestroy,
      boolean preventDestroy,
      List<Reference> ignoreChanges,
      boolean ignoreAllChanges,
      List<Expression> replaceTriggeredBy,
      List<Condition> preconditions,
      List<Condition> postconditions) {
    public static final Lifecycle DEFAULT =
        new Lifecycle(false, false, List.of(), false, List.of(), List.of(), List.of());

    public boolean hasConditions() {
      return !preconditions.isEmpty() || !postconditions.isEmpty();
    }
  }

  /** What must hold, and what to say where it does not. */
  public record Condition(Expression condition, Expression errorMessage, SourceRange range) {}

  /**
   * A {@code check} block. Its data source is among the configuration's resources.
   *
   * @param data key of the data source that it has for itself; null if it has none
   */
  public record Check(
      String name, @Nullable String data, List<Condition> assertions, SourceRange range) {}

  /**
   * The {@code terraform} block.
   *
   * @param backend null where none is declared
   * @param requiredProviders by local name
   */
  public record Settings(
      @Nullable Backend backend,
      List<RequiredVersion> requiredVersions,
      SequencedMap<String, RequiredProvider> requiredProviders) {}

  /**
   * An entry of {@code required_providers}.
   *
   * @param aliases {@code name.alias} of each configuration that callers must pass
   */
  public record RequiredProvider(
      String name,
      ProviderSource source,
      VersionConstraint version,
      List<String> aliases,
      SourceRange range) {

    /** The provider's own name. */
    public String type() {
      return source.type();
    }
  }

  public record Backend(String type, Body body, SourceRange range) {}

  public record RequiredVersion(String constraint, SourceRange range) {}
}
