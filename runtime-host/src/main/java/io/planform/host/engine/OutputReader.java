package io.planform.host.engine;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;

/** Reads what a container writes, from before its start until its end. */
final class OutputReader extends EngineStream<Frame> {
  private final InstanceListener listener;
  private final Throttle throttle = new Throttle();

  OutputReader(InstanceListener listener) {
    this.listener = listener;
  }

  @Override
  public void onNext(Frame frame) {
    listener.wrote(
        frame.getStreamType() == StreamType.STDERR
            ? InstanceListener.Output.STANDARD_ERROR
            : InstanceListener.Output.STANDARD_OUTPUT,
        frame.getPayload());
    throttle.pass(frame.getPayload().length);
  }
}
