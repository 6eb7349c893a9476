package io.planform.host.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Beats of a timer that the test turns, and answers that it gives. */
class HeartbeatTest {
  private static final int SECONDS = 5;

  private final BlockingQueue<Runnable> beats = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> limits = new LinkedBlockingQueue<>();
  private final BlockingQueue<CompletableFuture<Reply>> questions = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final Deque<Integer> waits = new ArrayDeque<>();
  private final Heartbeat heartbeat =
      new Heartbeat(SECONDS, this::after, questions::add, () -> ended.add("unwell"));

  private synchronized Future<?> after(int seconds, Runnable work) {
    waits.add(seconds);
    (seconds == SECONDS ? beats : limits).add(work);
    return new CompletableFuture<>();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(60, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  private void answer(String text) throws InterruptedException {
    next(beats).run();
    Runnable limit = next(limits);
    CompletableFuture<Reply> question = next(questions);
    if (text.equals("silence")) {
      limit.run();
    } else {
      question.complete(new Reply.Answered(text.getBytes(UTF_8)));
    }
  }

  @Test
  void endsAnInstanceThatIsUnwellSixTimesInARow() throws Exception {
    heartbeat.begin();
    for (String miss : new String[] {"false", "silence", "\"true\"", "false", "false"}) {
      answer(miss);
    }
    answer("true");
    for (int i = 0; i < 5; i++) {
      answer("silence");
    }
    assertNull(ended.peek());
    answer("false");
    assertEquals("unwell", next(ended));
    assertNull(beats.peek());
    assertEquals(24, waits.size());
    assertEquals(5, waits.removeFirst());
    assertEquals(3, waits.removeFirst());
  }

  @Test
  void asksAnInstanceNoMoreThatIsGone() throws Exception {
    heartbeat.begin();
    answer("true");
    Runnable beat = next(beats);
    heartbeat.stop();
    beat.run();
    assertNull(questions.poll(100, TimeUnit.MILLISECONDS));
  }
}
