package io.planform.host.runtime;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The runtimes that no other test starts; making their images takes minutes. */
@EnabledIfSystemProperty(named = "runtimes", matches = "all")
class EveryRuntimeDockerTest {

  @Nested
  class Node8 extends Node {
    Node8() {
      super("Node.js8.10");
    }
  }

  @Nested
  class Node10 extends Node {
    Node10() {
      super("Node.js10.16");
    }
  }

  @Nested
  class Node12 extends Node {
    Node12() {
      super("Node.js12.13");
    }
  }

  @Nested
  class Node14 extends ModernNode {
    Node14() {
      super("Node.js14.18");
    }
  }

  @Nested
  class Node16 extends ModernNode {
    Node16() {
      super("Node.js16.17");
    }
  }

  @Nested
  class Node20 extends ModernNode {
    Node20() {
      super("Node.js20.8");
    }
  }

  @Nested
  class Node22 extends ModernNode {
    Node22() {
      super("Node.js22.23");
    }
  }

  @Nested
  class Node24 extends ModernNode {
    Node24() {
      super("Node.js24.9");
    }
  }

  @Nested
  class Python39 extends Python {
    Python39() {
      super("Python3.9");
    }
  }

  @Nested
  class Python312 extends Python {
    Python312() {
      super("Python3.12");
    }
  }

  @Nested
  class Python313 extends Python {
    Python313() {
      super("Python3.13");
    }
  }

  @Nested
  class Java11 extends JavaBootstrapContract {
    @Override
    Bootstrap bootstrap() {
      TestImages.prepare("Java11");
      return Bootstrap.overLoopback("Java11");
    }
  }

  @Nested
  class Java21 extends ModernJava {
    Java21() {
      super("Java21");
    }
  }

  @Nested
  class Java25 extends ModernJava {
    Java25() {
      super("Java25");
    }
  }

  private abstract static class Node extends NodeBootstrapContract {
    private final String runtime;

    Node(String runtime) {
      this.runtime = runtime;
    }

    @Override
    Bootstrap bootstrap() {
      TestImages.prepare(runtime);
      return Bootstrap.inImage(runtime);
    }
  }

  private abstract static class ModernNode extends ModernNodeBootstrapContract {
    private final String runtime;

    ModernNode(String runtime) {
      this.runtime = runtime;
    }

    @Override
    Bootstrap bootstrap() {
      TestImages.prepare(runtime);
      return Bootstrap.inImage(runtime);
    }
  }

  private abstract static class Python extends PythonBootstrapContract {
    private final String runtime;

    Python(String runtime) {
      this.runtime = runtime;
    }

    @Override
    Bootstrap bootstrap() {
      TestImages.prepare(runtime);
      return Bootstrap.inImage(runtime);
    }
  }

  private abstract static class ModernJava extends ModernJavaBootstrapContract {
    private final String runtime;

    ModernJava(String runtime) {
      this.runtime = runtime;
    }

    @Override
    Bootstrap bootstrap() {
      TestImages.prepare(runtime);
      return Bootstrap.inImage(runtime);
    }
  }
}
