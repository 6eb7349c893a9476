package io.planform.host.network;

import java.io.IOException;
import java.util.List;

/** What ties one instance to a network. Its end inside is {@code eth0}. */
interface Cable {

  /** The address of the end inside. */
  String address();

  /** Whom to ask for names. */
  List<String> nameServers();

  /**
   * What {@code ip} does in the instance's network.
   *
   * @param outside the name of the other end
   */
  String commands(String outside);

  /** Plugs in the other end. */
  void plug(String outside) throws IOException;

  /** Who has the address may get it no more. */
  void giveBack();
}
