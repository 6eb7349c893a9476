package io.planform.host.dispatch;

import io.planform.host.function.FunctionRevision;
import java.util.List;

/** Runs functions. Calls block the calling (virtual) thread until the function answered. */
public interface Invoker extends AutoCloseable {

  /** Invokes an event function. */
  Invocation.Result invoke(FunctionRevision function, Invocation.Event event);

  /** Passes one HTTP request to an HTTP function. */
  Invocation.HttpResult forward(FunctionRevision function, Invocation.HttpRequest request);

  /**
   * Ends the instance on which the event with this id runs, if it does; others that run there come
   * to no answer either.
   */
  void stop(String requestId);

  /** Tells that a revision may be called soon; returns at once. */
  void expect(FunctionRevision function);

  /**
   * Says how many instances of a version are to be ready whatever is called. It holds until
   * something else is said, for revisions that replace this one too; saying it again mends what has
   * failed meanwhile. Returns at once.
   */
  void reserve(FunctionRevision function, Reserve wanted);

  /** How what was said of reserved instances stands. */
  Reserve.Standing standing(FunctionRevision function);

  /**
   * Tells that a function's current revision is now this one: instances of older revisions of its
   * version finish what they do and go.
   */
  void replaced(FunctionRevision current);

  /** Tells that a function or one of its versions is gone: its instances drain and go. */
  void removed(String keyPrefix);

  /** How busy each function revision is that has instances, or requests that wait for one. */
  List<PoolStatus> status();

  /** Drains every instance and leaves no container, network or volume behind. */
  @Override
  void close();
}
