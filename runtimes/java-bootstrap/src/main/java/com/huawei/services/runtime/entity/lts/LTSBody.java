package com.huawei.services.runtime.entity.lts;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Log entries, as Base64 of their JSON text. */
public class LTSBody {
  private String data;

  public String getData() {
    return data;
  }

  public void setData(String data) {
    this.data = data;
  }

  /** The data as text. */
  public String getRawData() {
    return data == null
        ? null
        : new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "LTSBody(data=" + data + ")";
  }
}
