package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;

/** What an object of an answer has, and where it lives in the API's JSON. */
record Shape(List<Field> fields) {
  static Shape of(Field... fields) {
    return new Shape(List.of(fields));
  }

  Type type() {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    fields.forEach(field -> types.put(field.name(), field.attribute().type()));
    return new Type.ObjectType(types, new LinkedHashSet<>());
  }

  /** What the answer lacks is null. */
  Value.Obj value(JsonNode node) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    for (Field field : fields) {
      JsonNode found = JsonMeaning.at(node, String.valueOf(field.readAt()));
      Type type = field.attribute().type();
      boolean isThere = !found.isMissingNode() && !found.isNull();
      values.put(
          field.name(), isThere ? field.encoding().decode(found, type) : new Value.Null(type));
    }
    return new Value.Obj(values);
  }
}
