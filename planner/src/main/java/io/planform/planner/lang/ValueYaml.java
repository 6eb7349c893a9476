package io.planform.planner.lang;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.UncheckedIOException;

/** Values as YAML, as {@code yamlencode} writes and {@code yamldecode} reads them. */
final class ValueYaml {
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build());
  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final ObjectReader READER =
      MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .with(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private ValueYaml() {}

  static String write(Value value) {
    try {
      return WRITER.writeValueAsString(MAPPER.readTree(ValueJson.write(value)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ValueJson.Result read(String text) {
    try {
      JsonNode tree = READER.readTree(text);
      return new ValueJson.Read(
          tree == null || tree.isMissingNode()
              ? new Value.Null(Type.DYNAMIC)
              : ValueJson.value(tree));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      return new ValueJson.Unreadable("not valid YAML" + where);
    }
  }
}
