package io.planform.host.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEventsTest {
  private static final String DIED =
      """
      {"status":"die","id":"c1","Type":"container","Action":"die",
       "Actor":{"ID":"c1","Attributes":{"exitCode":"3"}}}
      """;

  @TempDir Path folder;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final DockerEvents.Subscriber subscriber =
      new DockerEvents.Subscriber() {
        @Override
        public void died(String container, int code) {
          heard.add(container + " died with " + code);
        }

        @Override
        public void memoryRanOut(String container) {
          heard.add(container + " out of memory");
        }

        @Override
        public void resumed() {
          heard.add("resumed");
        }
      };

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void subscribesAgainHoweverLongTheEngineIsAway() throws Exception {
    try (var engine = new FlakyEngine(folder.resolve("engine.sock"));
        DockerConnection docker = DockerConnection.open(engine.socket());
        DockerEvents _ = DockerEvents.subscribe(docker.streams(), Home.of(folder), subscriber)) {
      engine.tell(DIED);
      assertEquals("c1 died with 3", next());

      engine.hangUp(3);
      assertEquals("resumed", next());

      engine.tell(DIED);
      assertEquals("c1 died with 3", next());
    }
  }

  @Test
  void refusesAnEngineThatTellsNoEvents() throws Exception {
    try (var engine = new FlakyEngine(folder.resolve("engine.sock"));
        DockerConnection docker = DockerConnection.open(engine.socket())) {
      engine.hangUp(10);

      assertThrows(
          EngineException.class,
          () -> DockerEvents.subscribe(docker.streams(), Home.of(folder), subscriber));
    }
  }
}
