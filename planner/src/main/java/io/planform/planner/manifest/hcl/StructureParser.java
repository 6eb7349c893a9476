package io.planform.planner.manifest.hcl;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import com.bertramlabs.plugins.hcl4j.HCLParserException;
import com.bertramlabs.plugins.hcl4j.symbols.HCLAttribute;
import com.bertramlabs.plugins.hcl4j.symbols.HCLBlock;
import com.bertramlabs.plugins.hcl4j.symbols.HCLValue;
import com.bertramlabs.plugins.hcl4j.symbols.Symbol;
import io.planform.planner.config.Body;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.SourceRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets hcl4j parse the structure of a top-level block from its mask, and joins what it found to the
 * ranges and expressions of our scanner by position. They must agree: that they do not is an error
 * of ours, never of who wrote the file.
 */
final class StructureParser {
  private final SourceText source;
  private final Hcl4j hcl4j = new Hcl4j();

  StructureParser(SourceText source) {
    this.source = source;
  }

  /** hcl4j with its evaluation replaced: all that is asked of it is the tree of symbols. */
  private static final class Hcl4j extends HCLParser {
    private @Nullable Symbol root;

    @Nullable HCLBlock structure(String mask) {
      root = null;
      try {
        parse(mask, false);
      } catch (HCLParserException | IOException | RuntimeException e) {
        throw new MismatchException("hcl4j refuses what our scanner accepted", e);
      }
      return root instanceof HCLBlock block ? block : null;
    }

    @Override
    protected Object processValue(HCLValue value) {
      if (root == null) {
        Symbol symbol = value;
        while (symbol.getParent() != null) {
          symbol = symbol.getParent();
        }
        root = symbol;
      }
      return "";
    }
  }

  /** Says that hcl4j and our scanner disagree. */
  static final class MismatchException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MismatchException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  Body.Block block(Item.Block item) {
    HCLBlock structure = hcl4j.structure(Mask.of(item, source.text()));
    if (structure == null) {
      throw new MismatchException(
          "hcl4j sees no block at " + source.range(item.start(), item.brace()), null);
    }
    return block(item, structure, item.start(), true);
  }

  private Body.Block block(Item.Block item, HCLBlock structure, int base, boolean top) {
    require(
        structure.blockNames.size() == item.labels().size() + 1, item.start(), "labels of a block");
    List<Symbol> symbols = structure.getChildren() == null ? List.of() : structure.getChildren();
    require(
        symbols.size() == item.items().size() + (top ? 1 : 0), item.start(), "items of a block");
    SourceRange range = source.range(item.start(), headerEnd(item));
    List<SourceRange> labelRanges =
        item.labels().stream().map(label -> source.range(label.start(), label.end())).toList();
    return new Body.Block(
        item.type(),
        item.labels().stream().map(Item.Label::text).toList(),
        labelRanges,
        body(item.items(), symbols, base, range),
        range);
  }

  private static int headerEnd(Item.Block item) {
    return item.labels().isEmpty() ? item.typeEnd() : item.labels().getLast().end();
  }

  private Body body(List<Item> items, List<Symbol> symbols, int base, SourceRange range) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Body.Block> blocks = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Symbol symbol = symbols.get(i);
      switch (items.get(i)) {
        case Item.Attribute attribute -> {
          require(
              symbol instanceof HCLAttribute && base + symbol.getPosition() == attribute.start(),
              attribute.start(),
              "an attribute");
          add(arguments, attribute);
        }
        case Item.Block block -> {
          boolean here =
              symbol instanceof HCLBlock
                  && base + symbol.getPosition() >= block.start()
                  && base + symbol.getPosition() <= block.brace();
          require(here, block.start(), "a block");
          if (symbol instanceof HCLBlock nested) {
            blocks.add(block(block, nested, base, false));
          }
        }
      }
    }
    return new Body(arguments, blocks, range);
  }

  private void add(SequencedMap<String, Body.Argument> arguments, Item.Attribute attribute) {
    SourceRange nameRange = source.range(attribute.start(), attribute.nameEnd());
    Body.Argument argument = new Body.Argument(attribute.name(), attribute.expression(), nameRange);
    arguments.putIfAbsent(attribute.name(), argument);
  }

  private void require(boolean agreed, int offset, String what) {
    if (!agreed) {
      throw new MismatchException(
          "hcl4j and the scanner disagree about " + what + " at " + source.range(offset, offset),
          null);
    }
  }

  /** The attributes and blocks of a whole file. */
  Body file(List<Item> items) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Body.Block> blocks = new ArrayList<>();
    for (Item item : items) {
      switch (item) {
        case Item.Attribute attribute -> add(arguments, attribute);
        case Item.Block block -> blocks.add(block(block));
      }
    }
    return new Body(arguments, blocks, source.range(0, 0));
  }
}
