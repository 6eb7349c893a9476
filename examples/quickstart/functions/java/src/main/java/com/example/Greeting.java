package com.example;

import com.huawei.services.runtime.Context;
import com.huawei.services.runtime.entity.apig.APIGTriggerEvent;
import com.huawei.services.runtime.entity.apig.APIGTriggerResponse;
import java.util.Map;

/** Called by the gateway: the event is the HTTP request, the result is the HTTP answer. */
public final class Greeting {

  public APIGTriggerResponse handle(APIGTriggerEvent event, Context context) {
    context.getLogger().info("called with " + event.getHttpMethod());
    String body =
        "{\"message\":\"Hello from Java %s\",\"function\":\"%s\"}\n"
            .formatted(Runtime.version().feature(), context.getFunctionName());
    return new APIGTriggerResponse(200, Map.of("content-type", "application/json"), body);
  }
}
