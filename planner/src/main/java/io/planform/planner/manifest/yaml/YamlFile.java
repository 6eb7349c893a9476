package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.config.NotBuilt;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads files in YAML: the sections of the full form become the blocks that HCL would have, short
 * forms become what they stand for.
 */
public final class YamlFile {
  /** Sections of the full form: their block's type, and how many levels of keys are labels. */
  private static final Map<String, Section> SECTIONS =
      Map.of(
          "resources", new Section("resource", 2),
          "data", new Section("data", 2),
          "variables", new Section("variable", 1),
          "locals", new Section("locals", 0),
          "outputs", new Section("output", 1),
          "providers", new Section("provider", 1),
          "terraform", new Section("terraform", 0));

  private static final Set<String> LATER =
      Set.of(
          "agencies",
          "vpcs",
          "file_systems",
          "log_groups",
          "buckets",
          "topics",
          "modules",
          "moved",
          "import");

  private final Diagnostics diagnostics;
  private final List<Body.Block> blocks = new ArrayList<>();

  private YamlFile(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  private record Section(String block, int labels) {}

  /** What a file holds, as the blocks that the same in HCL would be. */
  public static Body parse(SourceText source, Diagnostics diagnostics) {
    YamlFile file = new YamlFile(diagnostics);
    YamlNode document = YamlReader.read(source, diagnostics);
    if (document instanceof YamlNode.Mapping(List<YamlNode.Entry> entries, _)) {
      entries.forEach(file::section);
    } else if (document != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid manifest",
              "A manifest is a mapping with sections such as \"resources\" and \"functions\".",
              document.range()));
    }
    return new Body(new LinkedHashMap<>(), file.blocks, source.range(0, 0));
  }

  private void section(YamlNode.Entry entry) {
    Section section = SECTIONS.get(entry.key());
    if (section != null) {
      blocks(section, entry, List.of(), List.of());
    } else if (entry.key().equals("functions")) {
      new ShortForms(diagnostics, blocks).functions(entry.value());
    } else if (LATER.contains(entry.key())) {
      diagnostics.add(
          NotBuilt.error(
              "the section \"" + entry.key() + "\"",
              "Write what it stands for in \"resources\".",
              entry.keyRange()));
    } else {
      Set<String> known = new LinkedHashSet<>(SECTIONS.keySet());
      known.add("functions");
      diagnostics.add(
          Diagnostic.error(
              "Unsupported section",
              "A section named \""
                  + entry.key()
                  + "\" is not expected here."
                  + NearMatch.question(entry.key(), known),
              entry.keyRange()));
    }
  }

  /** Makes blocks of the entries below a section, with the keys on the way as labels. */
  private void blocks(
      Section section, YamlNode.Entry entry, List<String> labels, List<SourceRange> ranges) {
    if (labels.size() == section.labels()) {
      block(section.block(), labels, ranges, entry);
    } else if (entry.value() instanceof YamlNode.Mapping(List<YamlNode.Entry> entries, _)) {
      for (YamlNode.Entry inner : entries) {
        List<String> more = new ArrayList<>(labels);
        more.add(inner.key());
        List<SourceRange> moreRanges = new ArrayList<>(ranges);
        moreRanges.add(inner.keyRange());
        blocks(section, inner, more, moreRanges);
      }
    } else {
      mappingRequired(entry);
    }
  }

  private void mappingRequired(YamlNode.Entry entry) {
    diagnostics.add(
        Diagnostic.error(
            "Mapping required", "\"" + entry.key() + "\" holds a mapping.", entry.keyRange()));
  }

  private void block(
      String type, List<String> labels, List<SourceRange> ranges, YamlNode.Entry entry) {
    switch (entry.value()) {
      case YamlNode.Mapping mapping ->
          blocks.add(
              new Body.Block(
                  type,
                  labels,
                  ranges,
                  new YamlBody(diagnostics).body(type, mapping, entry.keyRange()),
                  entry.keyRange()));
      case YamlNode.Sequence(List<YamlNode> items, _) when type.equals("provider") ->
          // A provider that is configured several times, all but one with an alias.
          items.forEach(
              item ->
                  block(
                      type,
                      labels,
                      ranges,
                      new YamlNode.Entry(entry.key(), entry.keyRange(), item)));
      case YamlNode.Sequence _, YamlNode.Text _, YamlNode.Constant _ -> mappingRequired(entry);
    }
  }
}
