package io.planform.planner.convert;

import io.planform.planner.config.Body;
import io.planform.spi.provider.Schema;
import java.util.List;

/** Makes blocks of those mappings in a file in YAML that schemas call so. */
final class NestedBlocks {
  private final Conversion.Schemas schemas;

  NestedBlocks(Conversion.Schemas schemas) {
    this.schemas = schemas;
  }

  Body written(Body file) {
    return new Body(
        file.arguments(), file.blocks().stream().map(this::block).toList(), file.range());
  }

  private Body.Block block(Body.Block block) {
    Schema schema =
        block.labels().isEmpty() ? null : schemas.schema(block.type(), block.labels().getFirst());
    if (schema != null) {
      return with(block, body(block.body(), schema));
    }
    // Checks hold data sources.
    return with(block, written(block.body()));
  }

  private static Body body(Body body, Schema schema) {
    Body blocks =
        body.withBlocks(
            name ->
                schema.blocks().containsKey(name)
                    || (name.equals("dynamic") && !schema.attributes().containsKey(name)));
    List<Body.Block> nested = blocks.blocks().stream().map(one -> nested(one, schema)).toList();
    return new Body(blocks.arguments(), nested, body.range());
  }

  private static Body.Block nested(Body.Block block, Schema around) {
    if (block.type().equals("dynamic") && !block.labels().isEmpty()) {
      Schema.Block made = around.blocks().get(block.labels().getFirst());
      return made == null
          ? block
          : with(
              block,
              new Body(
                  block.body().arguments(),
                  block.body().blocks().stream()
                      .map(content -> with(content, body(content.body(), made.schema())))
                      .toList(),
                  block.body().range()));
    }
    Schema.Block known = around.blocks().get(block.type());
    return known == null ? block : with(block, body(block.body(), known.schema()));
  }

  private static Body.Block with(Body.Block block, Body body) {
    return new Body.Block(block.type(), block.labels(), block.labelRanges(), body, block.range());
  }
}
