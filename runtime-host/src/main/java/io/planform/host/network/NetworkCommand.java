package io.planform.host.network;

import io.planform.host.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the operating system that make networks. */
final class NetworkCommand {
  private NetworkCommand() {}

  /**
   * @param input standard input
   * @throws IOException when the program cannot be run, or fails
   */
  static void run(List<String> words, String input) throws IOException {
    Command.Outcome outcome = Command.run(words, input);
    if (!outcome.succeeded()) {
      throw new IOException(
          "the network of an instance cannot be made: "
              + outcome.output()
              + ". It takes root, unshare (apt-get install util-linux) and ip (apt-get install"
              + " iproute2), in a VPC nft (apt-get install nftables), too.");
    }
  }

  /** Runs it in the network that the file names. */
  static void runIn(Path network, List<String> words, String input) throws IOException {
    run(Stream.concat(Stream.of("nsenter", "--net=" + network), words.stream()).toList(), input);
  }
}
