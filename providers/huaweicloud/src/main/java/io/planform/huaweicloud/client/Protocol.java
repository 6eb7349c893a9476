package io.planform.huaweicloud.client;

import io.planform.huaweicloud.client.Target.Connection;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;

/** How a service is addressed, and its requests are signed. */
interface Protocol {

  /** Where the service is; null where the target does not say it. */
  @Nullable URI endpoint(Connection.Open open);

  /** The request, signed as of now. */
  HttpUriRequestBase message(ApiRequest request, URI endpoint, Credentials credentials);
}
