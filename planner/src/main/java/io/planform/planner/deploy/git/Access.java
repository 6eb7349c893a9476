package io.planform.planner.deploy.git;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** How this process talks to Git servers. */
public final class Access {
  private static final int SECONDS_WITHOUT_A_BYTE = 60;

  private final Map<String, String> environment;
  private final File userHome;

  /**
   * @param folder where JGit keeps what it would otherwise write to the user's home; the
   *     configuration of the user and the machine does not count here
   */
  public Access(Map<String, String> environment, Path folder) {
    this.environment = environment;
    this.userHome = new File(environment.getOrDefault("HOME", System.getProperty("user.home")));
    SystemReader.setInstance(new Secluded(SystemReader.getInstance(), folder));
  }

  <C extends TransportCommand<C, ?>> C over(Remote remote, C command) {
    return command
        .setTimeout(SECONDS_WITHOUT_A_BYTE)
        .setCredentialsProvider(credentials(remote))
        .setTransportConfigCallback(
            transport -> {
              if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(sessions(remote));
              }
            });
  }

  private CredentialsProvider credentials(Remote remote) {
    String variable = remote.passwordVariable();
    String password = variable == null ? null : environment.get(variable);
    if (password == null) {
      return new NetRCCredentialsProvider();
    }
    String username = remote.username();
    return new UsernamePasswordCredentialsProvider(username == null ? "git" : username, password);
  }

  private SshdSessionFactory sessions(Remote remote) {
    Path identity = remote.identity();
    Path knownHosts = remote.knownHosts();
    SshdSessionFactoryBuilder builder =
        new SshdSessionFactoryBuilder()
            .setPreferredAuthentications("publickey")
            .setHomeDirectory(userHome)
            .setSshDirectory(new File(userHome, ".ssh"));
    if (identity != null) {
      builder.setDefaultIdentities(_ -> List.of(identity)).setConfigStoreFactory((_, _, _) -> null);
    }
    if (knownHosts != null) {
      builder.setDefaultKnownHostsFiles(_ -> List.of(knownHosts));
    }
    return builder.build(null);
  }

  /** Configuration of JGit's own in a folder of ours. */
  private static final class Secluded extends SystemReader.Delegate {
    private final File folder;

    Secluded(SystemReader system, Path folder) {
      super(system);
      this.folder = folder.toFile();
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return config("user", parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return config("system", parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return config("jgit", parent, fs);
    }

    private FileBasedConfig config(String name, Config parent, FS fs) {
      return new FileBasedConfig(parent, new File(folder, name + ".config"), fs);
    }
  }
}
