package io.planform.spi.provider;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that a provider offers to expressions, as {@code provider::NAME::FUNCTION}. It needs
 * no session, and the same arguments always give the same result.
 *
 * @param variadic of any number of further arguments; null if there are none
 * @param result the type of what it gives; {@link Type#DYNAMIC} if that depends on the arguments
 * @param body is given as many arguments as there are parameters, and the further ones
 */
public record ProviderFunction(
    List<Parameter> parameters,
    @Nullable Parameter variadic,
    Type result,
    String description,
    Body body) {

  public ProviderFunction {
    parameters = List.copyOf(parameters);
  }

  /**
   * One parameter. An argument is converted to the type and bare of marks, which are put on the
   * result.
   *
   * @param nullable whether null is an argument; otherwise it is an error
   * @param unknown whether an argument may be unknown, or have unknown parts; otherwise the result
   *     is then unknown, without a call
   */
  public record Parameter(String name, Type type, boolean nullable, boolean unknown) {}

  /** Computes a result. No I/O, and no exceptions for what the arguments are. */
  @FunctionalInterface
  public interface Body {
    Result call(List<Value> arguments);
  }

  public sealed interface Result {
    /** The value, of the declared type. */
    record Returned(Value value) implements Result {}

    /**
     * There is no result.
     *
     * @param argument index of the argument that is at fault; -1 if none is alone
     * @param message full sentences, without the argument's value
     */
    record Refused(int argument, String message) implements Result {}
  }
}
