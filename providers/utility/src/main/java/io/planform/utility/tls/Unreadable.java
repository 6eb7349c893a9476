package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.pem.InvalidPem;

/** What is said of text that is no key, request or certificate. */
final class Unreadable {
  private Unreadable() {}

  static Diagnostic at(String argument, InvalidPem reason) {
    return Faults.at(
        argument, "Invalid PEM", "\"" + argument + "\" cannot be used: " + reason.reason() + ".");
  }
}
