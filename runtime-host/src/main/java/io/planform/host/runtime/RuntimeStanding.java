package io.planform.host.runtime;

/**
 * How one runtime stands on this machine.
 *
 * @param image how its image stands, in words
 */
public record RuntimeStanding(RuntimeEntry runtime, String image) {

  /** The line {@code name<TAB>interpreter<TAB>image}. */
  public String line() {
    return String.join("\t", runtime.name(), runtime.interpreter(), image);
  }
}
