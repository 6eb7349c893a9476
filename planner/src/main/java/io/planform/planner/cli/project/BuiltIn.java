package io.planform.planner.cli.project;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.config.Body;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.TokenKind;
import io.planform.planner.lang.Tokens;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.planner.plan.prior.StateDocument;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import io.planform.store.state.OutputRow;
import io.planform.store.state.StateStore;
import io.planform.store.state.StoreAddress;
import io.planform.utility.terraform.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the provider {@code terraform} needs of the planner. */
public final class BuiltIn implements Surroundings {
  /** What a parenthesis may follow in a {@code for} without a call. */
  private static final Set<String> KEYWORDS = Set.of("in", "if");

  @Override
  public @Nullable SequencedMap<String, Value> outputs(
      @Nullable Path file, String workspace, Environment environment, Diagnostics diagnostics) {
    Path states = file == null ? environment.directory().resolve(StateLocation.DEFAULT) : file;
    // To open a state makes one: there must be one already.
    if (!Files.isRegularFile(states)) {
      return null;
    }
    EnvelopeCipher cipher =
        new EnvelopeCipher(KeySource.ofStates(environment.variables(), environment.home()));
    try (StateStore store = StateStore.open(new StoreAddress.SqliteFile(states), cipher)) {
      SequencedMap<String, Value> outputs = new LinkedHashMap<>();
      for (OutputRow row : store.snapshot(workspace).outputs()) {
        outputs.put(row.name(), StateDocument.read(row));
      }
      return outputs;
    } catch (StoreException | StateDocument.MalformedException e) {
      diagnostics.add(Diagnostic.error("The state cannot be read", states + ": " + e.getMessage()));
      return null;
    }
  }

  @Override
  public Value stored(JsonNode value, JsonNode type) {
    return TypedJson.read(value, TypedJson.readType(type));
  }

  @Override
  public SequencedMap<String, Value> variables(String text, Diagnostics diagnostics) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    SourceText source = new SourceText("<variables>", text);
    refuseCalls(HclFile.syntax(source, new Diagnostics()).tokens(), diagnostics);
    if (diagnostics.hasErrors()) {
      return values;
    }
    Body body = HclFile.parse(source, diagnostics);
    for (Body.Block block : body.blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unexpected block", "There are no blocks among values of variables.", block.range()));
    }
    for (Body.Argument argument : body.arguments().values()) {
      Value value = argument.expression().evaluate(new Nowhere(), diagnostics);
      values.put(argument.name(), value);
    }
    return values;
  }

  /** A function may read files, which the values of variables may not. */
  private static void refuseCalls(Tokens tokens, Diagnostics diagnostics) {
    for (int index = 0; index + 1 < tokens.count(); index++) {
      if (tokens.kind(index) == TokenKind.IDENTIFIER
          && tokens.kind(index + 1) == TokenKind.OPEN_PAREN
          && !KEYWORDS.contains(tokens.text(index))) {
        diagnostics.add(
            Diagnostic.error(
                "Function calls not allowed",
                "Values of variables cannot call " + tokens.text(index) + "()."));
      }
    }
  }

  /** Where no name means anything. */
  private record Nowhere() implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      diagnostics.add(
          Diagnostic.error(
              "Variables not allowed",
              "Values of variables cannot refer to anything.",
              reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), 0);
    }

    @Override
    public Path baseDirectory() {
      return Path.of("");
    }
  }
}
