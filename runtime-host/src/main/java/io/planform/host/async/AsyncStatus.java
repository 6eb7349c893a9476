package io.planform.host.async;

/** What became of an asynchronous invocation, in the API's words. */
enum AsyncStatus {
  /** It has not run, or waits to be run again. */
  WAIT(0),
  RUNNING(1),
  SUCCESS(2),
  FAIL(3),
  /** It was too old to run, was stopped before, or what it called is gone. */
  DISCARD(4);

  private final int number;

  AsyncStatus(int number) {
    this.number = number;
  }

  /** As logs show it. */
  int number() {
    return number;
  }
}
