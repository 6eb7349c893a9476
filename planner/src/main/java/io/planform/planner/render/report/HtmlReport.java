package io.planform.planner.render.report;

import static io.planform.planner.render.report.Html.escaped;

import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.ResourceChange;
import io.planform.planner.render.Phrases;
import io.planform.planner.render.PlanRenderer;
import io.planform.planner.render.text.Palette;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A plan as one page of HTML: the picture of its blocks, each a link that opens what happens to its
 * objects. Nothing is loaded from anywhere, and only the page's own script may run.
 */
final class HtmlReport {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1c2330;background:#fff}
      h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
      pre{font:13px/1.45 ui-monospace,monospace;overflow-x:auto;background:#f6f8fa;padding:.75rem;margin:.5rem 0}
      details{border:1px solid #d5dae1;border-left-width:6px;border-radius:4px;margin:.4rem 0;padding:.3rem .8rem}
      details:target{outline:2px solid #3b6fd4}
      summary{cursor:pointer;overflow-wrap:anywhere}
      .picture{overflow:auto;border:1px solid #d5dae1;border-radius:4px;max-height:75vh}
      svg text{font:12px ui-monospace,monospace;fill:#1c2330}
      svg path{fill:none;stroke:#9aa4b2}
      svg rect{stroke-width:1.5}
      .destroys{background:#ffe3e0;border-left:6px solid #c43526;padding:.5rem .8rem;overflow-wrap:anywhere}
      .create{fill:#dcf5e0;stroke:#2b8a3e;border-left-color:#2b8a3e}
      .update{fill:#fff1cc;stroke:#b7791f;border-left-color:#b7791f}
      .delete{fill:#ffe3e0;stroke:#c43526;border-left-color:#c43526}
      .replace{fill:#ffe0ef;stroke:#b3206b;border-left-color:#b3206b}
      .read{fill:#ddf1fb;stroke:#1c7ca8;border-left-color:#1c7ca8}
      .forget{fill:#eceff3;stroke:#5f6b7a;border-left-color:#5f6b7a}
      .no-op{fill:#fff;stroke:#9aa4b2;border-left-color:#9aa4b2}
      .add{color:#1f7a34}.change{color:#8f5b10}.remove{color:#b32a1d}
      @media (prefers-color-scheme:dark){body{background:#14181f;color:#dfe5ee}pre{background:#1d232d}svg text{fill:#1c2330}.picture{background:#dfe5ee}.destroys{color:#1c2330}.add{color:#6fce86}.change{color:#e3b560}.remove{color:#ff8a7d}}
      """;

  /** A link to what is folded opens it. */
  private static final String SCRIPT =
      "const open=()=>{const it=document.getElementById(location.hash.slice(1));"
          + "if(it&&it.tagName==='DETAILS'){it.open=true;it.scrollIntoView()}};"
          + "addEventListener('hashchange',open);open();"
          + "document.querySelectorAll('svg a').forEach(a=>a.addEventListener('click',"
          + "()=>setTimeout(open)));";

  private final Plan plan;
  private final PlanRenderer words = new PlanRenderer(Palette.PLAIN);
  private final StringBuilder page = new StringBuilder();

  HtmlReport(Plan plan) {
    this.plan = plan;
  }

  String render() {
    String summary = words.summary(plan).lines().findFirst().orElse("");
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'; script-src 'sha256-")
        .append(digest())
        .append("'\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>").append(escaped(summary)).append("</title>\n");
    page.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<h1>").append(escaped(summary)).append("</h1>\n");
    String target = plan.target().isEmpty() ? "local" : plan.target();
    page.append("<p>Target: <code>").append(escaped(target)).append("</code></p>\n");
    destroys();
    SequencedMap<NodeKey, List<ResourceChange>> blocks = blocks();
    page.append(new PlanPicture(blocks).render());
    if (plan.mode() != Plan.Mode.REFRESH_ONLY) {
      blocks.forEach(this::block);
    }
    section("Changed outside of Planform", words.drift(plan));
    section("Outputs", words.outputs(plan));
    page.append("<script>").append(SCRIPT).append("</script>\n</body>\n</html>\n");
    return page.toString();
  }

  private void destroys() {
    List<String> names =
        plan.changes().stream()
            .filter(change -> change.action().destroys())
            .map(PlanRenderer::name)
            .toList();
    if (!names.isEmpty()) {
      page.append("<p class=\"destroys\"><strong>Destroys:</strong> ")
          .append(escaped(String.join(", ", names)))
          .append("</p>\n");
    }
  }

  private SequencedMap<NodeKey, List<ResourceChange>> blocks() {
    SequencedMap<NodeKey, List<ResourceChange>> blocks = new LinkedHashMap<>();
    for (ResourceChange change : plan.changes()) {
      blocks.computeIfAbsent(change.address().node(), _ -> new ArrayList<>()).add(change);
    }
    return blocks;
  }

  private void block(NodeKey block, List<ResourceChange> objects) {
    List<ResourceChange> changes = objects.stream().filter(plan::isChange).toList();
    if (changes.isEmpty()) {
      return;
    }
    page.append("<details id=\"").append(escaped(PlanPicture.anchor(block))).append("\" class=\"");
    page.append(PlanPicture.style(changes)).append("\">\n<summary>");
    page.append("<code>").append(escaped(block.toString())).append("</code> ");
    page.append(
        escaped(
            changes.size() == 1
                ? Phrases.header(changes.getFirst())
                : "(" + changes.size() + " objects change)"));
    page.append("</summary>\n");
    changes.forEach(change -> diff(words.object(plan, change)));
    page.append("</details>\n");
  }

  private void section(String title, String content) {
    if (!content.isEmpty()) {
      page.append("<h2>").append(escaped(title)).append("</h2>\n");
      diff(content);
    }
  }

  private void diff(String text) {
    page.append("<pre>");
    for (String line : text.stripTrailing().lines().toList()) {
      String style = style(line.stripLeading());
      if (style.isEmpty()) {
        page.append(escaped(line)).append('\n');
      } else {
        page.append("<span class=\"").append(style).append("\">");
        page.append(escaped(line)).append("</span>\n");
      }
    }
    page.append("</pre>\n");
  }

  private static final Map<String, String> STYLES =
      Map.of("+", "add", "~", "change", "-", "remove", "-/+", "remove", "+/-", "add");

  private static String style(String line) {
    int end = line.indexOf(' ');
    return STYLES.getOrDefault(end < 0 ? line : line.substring(0, end), "");
  }

  private static String digest() {
    try {
      byte[] script = SCRIPT.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(script));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
