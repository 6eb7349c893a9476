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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets hcl4j parse the structure of blocks from their mask, and joins what it found to the ranges
 * and expressions of our scanner by position. They must agree: that they do not is an error of
 * ours, never of who wrote the file.
 */
final class StructureParser {
  /** About as many characters are given to hcl4j at once: its time grows with their square. */
  private static final int BATCH = 1 << 10;

  private final SourceText source;
  private final Hcl4j hcl4j = new Hcl4j();

  StructureParser(SourceText source) {
    this.source = source;
  }

  /** hcl4j with its evaluation replaced: all that is asked of it is the tree of symbols. */
  private static final class Hcl4j extends HCLParser {
    private @Nullable Symbol root;

    HCLBlock structure(String mask) {
      root = null;
      try {
        parse(mask, false);
      } catch (HCLParserException | IOException | RuntimeException e) {
        throw new MismatchException("hcl4j refuses what our scanner accepted", e);
      }
      if (root instanceof HCLBlock block) {
        return block;
      }
      throw new MismatchException("hcl4j sees no block where our scanner did", null);
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

  /** The attributes and blocks of a whole file. */
  Body file(Iterator<Item> items) {
    return body(items, source.range(0, 0));
  }

  private Body body(Iterator<Item> items, SourceRange range) {
    Join join = new Join();
    while (items.hasNext()) {
      List<Item> batch = new ArrayList<>();
      Mask mask = new Mask();
      while (items.hasNext() && mask.length() < BATCH) {
        Item item = items.next();
        batch.add(item);
        mask.add(item);
      }
      join.add(batch, mask);
    }
    return new Body(join.arguments, join.blocks, range);
  }

  /** The items of one body with what hcl4j saw of them. */
  private final class Join {
    private final SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    private final List<Body.Block> blocks = new ArrayList<>();

    void add(List<Item> items, Mask mask) {
      HCLBlock around = hcl4j.structure(mask.text());
      List<Symbol> symbols = around.getChildren();
      // The last one is the mask's own.
      require(symbols.size() == items.size() + 1, items.getFirst().start(), "items of a body");
      add(items, symbols, mask.positions().iterator());
    }

    private void add(List<Item> items, List<Symbol> symbols, PrimitiveIterator.OfInt positions) {
      for (int i = 0; i < items.size(); i++) {
        Symbol symbol = symbols.get(i);
        int position = positions.nextInt();
        switch (items.get(i)) {
          case Item.Attribute attribute -> {
            boolean here = symbol instanceof HCLAttribute && symbol.getPosition() == position;
            require(here, attribute.start(), "an attribute");
            add(attribute);
          }
          case Item.Block block -> blocks.add(block(block, symbol, position, positions));
        }
      }
    }

    private void add(Item.Attribute attribute) {
      SourceRange nameRange = source.range(attribute.start(), attribute.nameEnd());
      arguments.putIfAbsent(
          attribute.name(), new Body.Argument(attribute.name(), attribute.expression(), nameRange));
    }
  }

  private Body.Block block(
      Item.Block item, Symbol symbol, int position, PrimitiveIterator.OfInt positions) {
    // hcl4j places a block anywhere in its header.
    int brace = position + 2 + 2 * item.labels().size();
    require(
        symbol instanceof HCLBlock structure
            && structure.blockNames.size() == item.labels().size() + 1
            && structure.getPosition() >= position
            && structure.getPosition() <= brace,
        item.start(),
        "a block");
    SourceRange range = source.range(item.start(), headerEnd(item));
    List<String> labels = new ArrayList<>(item.labels().size());
    List<SourceRange> labelRanges = new ArrayList<>(item.labels().size());
    for (Item.Label label : item.labels()) {
      labels.add(label.text());
      labelRanges.add(source.range(label.start(), label.end()));
    }
    Body body =
        Mask.isApart(item)
            ? body(item.items().iterator(), range)
            : body(item, symbol.getChildren(), range, positions);
    return new Body.Block(item.type(), labels, labelRanges, body, range);
  }

  private Body body(
      Item.Block item,
      @Nullable List<Symbol> children,
      SourceRange range,
      PrimitiveIterator.OfInt positions) {
    List<Symbol> symbols = children == null ? List.of() : children;
    require(symbols.size() == item.items().size(), item.start(), "items of a block");
    Join join = new Join();
    join.add(item.items(), symbols, positions);
    return new Body(join.arguments, join.blocks, range);
  }

  private static int headerEnd(Item.Block item) {
    return item.labels().isEmpty() ? item.typeEnd() : item.labels().getLast().end();
  }

  private void require(boolean agreed, int offset, String what) {
    if (!agreed) {
      throw new MismatchException(
          "hcl4j and the scanner disagree about " + what + " at " + source.range(offset, offset),
          null);
    }
  }
}
