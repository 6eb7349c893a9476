package demo;

import com.huawei.services.runtime.Context;
import java.util.List;

public class Records {
  public record Order(String id, List<Line> lines) {}

  public record Line(String item, int count) {}

  public int order(Order order, Context context) {
    return order.lines().stream().mapToInt(Line::count).sum();
  }
}
