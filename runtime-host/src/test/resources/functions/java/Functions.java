package demo;

import com.huawei.services.runtime.Context;
import com.huawei.services.runtime.entity.apig.APIGTriggerEvent;
import com.huawei.services.runtime.entity.apig.APIGTriggerResponse;
import com.huawei.services.runtime.entity.dis.DISTriggerEvent;
import com.huawei.services.runtime.entity.dms.DMSTriggerEvent;
import com.huawei.services.runtime.entity.lts.LTSTriggerEvent;
import com.huawei.services.runtime.entity.smn.SMNBody;
import com.huawei.services.runtime.entity.smn.SMNTriggerEvent;
import com.huawei.services.runtime.entity.timer.TimerTriggerEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

public class Functions {
  private static int initializations;
  private static final CyclicBarrier BARRIER = new CyclicBarrier(2);

  public Object echo(Object event, Context context) {
    return event;
  }

  public Object fail(Object event, Context context) {
    throw new IllegalStateException("no luck");
  }

  public Map<String, Object> context(Map<String, Object> event, Context context) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("request", context.getRequestID());
    seen.put("function", context.getFunctionName());
    seen.put("version", context.getVersion());
    seen.put("package", context.getPackage());
    seen.put("project", context.getProjectID());
    seen.put("memory", context.getMemorySize());
    seen.put("timeout", context.getRunningTimeInSeconds());
    String greeting = context.getUserData("GREETING");
    seen.put("greeting", greeting.equals(System.getenv("GREETING")) ? greeting : "");
    seen.put("token", context.getToken());
    seen.put("remaining", context.getRemainingTimeInMilliSeconds());
    return seen;
  }

  public void initialize(Context context) {
    initializations++;
  }

  public void stop(Context context) {
    initializations = -1;
  }

  public void failingInitialize(Context context) {
    throw new IllegalStateException("not ready");
  }

  public static int initialized(Object event, Context context) {
    return initializations;
  }

  public void log(Object event, Context context) {
    System.out.println("to out");
    context.getLogger().info("to log");
    System.err.println("to err");
  }

  public String meet(Object event, Context context) throws Exception {
    BARRIER.await(20, TimeUnit.SECONDS);
    return "met";
  }

  public void exit(Object event, Context context) {
    System.exit(7);
  }

  public APIGTriggerResponse gateway(APIGTriggerEvent event, Context context) {
    String body = event.getHttpMethod() + " " + event.getPath() + " " + event.getRawBody();
    String stage = event.getRequestContext().getStage();
    return new APIGTriggerResponse(201, Collections.singletonMap("x-stage", stage), body);
  }

  public String timer(TimerTriggerEvent event, Context context) {
    return event.getTriggerName() + ": " + event.getUserEvent();
  }

  public String notified(SMNTriggerEvent event, Context context) {
    SMNBody smn = event.getRecord()[0].getSmn();
    return event.getFunctionName() + ": " + smn.getSubject() + ", " + smn.getTopicUrn();
  }

  public String streamed(DISTriggerEvent event, Context context) {
    return event.getShardId() + ": " + event.getMessage().getRecords()[0].getRawData();
  }

  public String queued(DMSTriggerEvent event, Context context) {
    return event.getQueueId() + ": " + event.getMessages()[0].getBody();
  }

  public String logged(LTSTriggerEvent event, Context context) {
    return event.getLts().getRawData();
  }

  public int bytes(InputStream event, Context context) throws IOException {
    int count = 0;
    while (event.read() >= 0) {
      count++;
    }
    return count;
  }

  public String text(String event, Context context) {
    return event;
  }
}
