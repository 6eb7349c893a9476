package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Reads files in YAML: the sections of the full form become the blocks that HCL would have, short
 * forms become what they stand for.
 */
public final class YamlFile {
  private final Diagnostics diagnostics;
  private final YamlBody bodies;
  private final List<Body.Block> blocks = new ArrayList<>();

  private YamlFile(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.bodies = new YamlBody(diagnostics);
  }

  /** What a file holds, as the blocks that the same in HCL would be. */
  public static Body parse(SourceText source, Diagnostics diagnostics) {
    YamlFile file = new YamlFile(diagnostics);
    List<YamlNode.Entry> sections = new ArrayList<>();
    for (YamlNode document : YamlReader.read(source, diagnostics)) {
      if (document instanceof YamlNode.Mapping mapping) {
        sections.addAll(mapping.entries());
      } else {
        diagnostics.add(
            Diagnostic.error(
                "Invalid manifest",
                "A manifest is a mapping with sections such as \"resources\" and \"functions\".",
                document.range()));
      }
    }
    file.sections(sections);
    return new Body(new LinkedHashMap<>(), file.blocks, source.range(0, 0));
  }

  /** What a file of variable values holds. */
  public static Body values(SourceText source, Diagnostics diagnostics) {
    SequencedMap<String, Body.Argument> values = new LinkedHashMap<>();
    for (YamlNode document : YamlReader.read(source, diagnostics)) {
      if (new YamlBody(diagnostics).expression(document) instanceof Composite.Mapping mapping) {
        values.putAll(Body.of(mapping).arguments());
      } else {
        diagnostics.add(
            Diagnostic.error(
                "Invalid variable values",
                "A file of variable values is a mapping of names to values.",
                document.range()));
      }
    }
    return new Body(values, List.of(), source.range(0, 0));
  }

  private void sections(List<YamlNode.Entry> sections) {
    ShortForms shortForms = new ShortForms(diagnostics, blocks, sections);
    for (YamlNode.Entry entry : sections) {
      Section section = Section.ALL.get(entry.key());
      if (section != null) {
        section(section, entry);
      } else if (shortForms.knows(entry.key())) {
        shortForms.section(entry);
      } else if (!entry.key().startsWith("x-")) {
        unsupported(entry, shortForms.sections());
      }
    }
  }

  private void unsupported(YamlNode.Entry entry, Set<String> shortForms) {
    Set<String> known = new LinkedHashSet<>(Section.ALL.keySet());
    known.addAll(shortForms);
    String plural = Section.names().get(entry.key());
    diagnostics.add(
        Diagnostic.error(
            "Unsupported section",
            "A section named \""
                + entry.key()
                + "\" is not expected here."
                + (plural == null
                    ? NearMatch.question(entry.key(), known)
                    : " Did you mean \"" + plural + "\"?"),
            entry.keyRange()));
  }

  private void section(Section section, YamlNode.Entry entry) {
    Section.Pairs pairs = section.pairs();
    if (pairs == null || !(entry.value() instanceof YamlNode.Mapping mapping)) {
      bodies.blocks(section.block(), section.form(), entry, section.repeats(), blocks);
      return;
    }
    boolean isBlock = mapping.entries().stream().anyMatch(one -> one.key().equals(pairs.key()));
    if (isBlock) {
      bodies.blocks(section.block(), section.form(), entry, section.repeats(), blocks);
    } else {
      mapping.entries().forEach(one -> pair(section, pairs, one));
    }
  }

  private void pair(Section section, Section.Pairs pairs, YamlNode.Entry entry) {
    YamlNode key = new YamlNode.Text(entry.key(), entry.origin(), entry.keyRange());
    YamlNode.Mapping mapping =
        YamlNode.Mapping.of(
            List.of(
                new YamlNode.Entry(pairs.key(), entry.origin(), entry.keyRange(), key),
                new YamlNode.Entry(pairs.value(), entry.origin(), entry.keyRange(), entry.value())),
            entry.keyRange());
    blocks.add(
        new Body.Block(
            section.block(),
            List.of(),
            List.of(),
            bodies.body(section.form(), mapping, entry.keyRange()),
            entry.keyRange()));
  }
}
