package io.planform.host.async;

/** What became of an asynchronous invocation, in the API's words. */
enum AsyncStatus {
  /** It has not run, or waits to be run again. */
  WAIT,
  RUNNING,
  SUCCESS,
  FAIL,
  /** It was too old to run, was stopped before, or what it called is gone. */
  DISCARD
}
