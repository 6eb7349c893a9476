package io.planform.planner.render.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.planner.apply.Workshop;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.render.PlanSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports of one plan, with values that would be markup if they could. {@code -Dgoldens=update}
 * writes them.
 */
class PlanReportTest {
  private static final Path CASE = Path.of("src/test/resources/reports");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}");
  private static final Pattern TAG = Pattern.compile("<(/?[a-z!][a-z0-9]*)");
  private static final List<String> OURS =
      List.of(
          "!doctype",
          "html",
          "head",
          "meta",
          "title",
          "style",
          "body",
          "h1",
          "h2",
          "p",
          "code",
          "strong",
          "div",
          "svg",
          "path",
          "a",
          "g",
          "rect",
          "text",
          "details",
          "summary",
          "pre",
          "span",
          "script");

  @TempDir Path directory;

  private Plan plan;

  @BeforeEach
  void plan() throws Exception {
    try (Workshop workshop = new Workshop(directory)) {
      workshop.manifest(Files.readString(CASE.resolve("before.tf"))).apply();
      workshop.cloud.edit("base", "note", "by <i>hand</i>");
      workshop.manifest(Files.readString(CASE.resolve("after.tf")));
      Plan made = workshop.plan(PlanRequest.of(Plan.Mode.NORMAL));
      assertNotNull(made, () -> workshop.diagnostics.toString());
      plan = made;
    }
  }

  @Test
  void inMarkdownEachObjectUnfolds() throws Exception {
    assertGolden("report.md", PlanReport.MARKDOWN.render(plan));
  }

  @Test
  void inHtmlThePictureLeadsToTheDiffs() throws Exception {
    String page = PlanReport.HTML.render(plan);

    assertGolden("report.html", page);
    List<String> links =
        Pattern.compile("<a href=\"#([^\"]*)\"")
            .matcher(page)
            .results()
            .map(PlanReportTest::one)
            .toList();
    assertFalse(links.isEmpty());
    links.forEach(link -> assertTrue(page.contains("<details id=\"" + link + "\""), link));
  }

  @Test
  void noValueBecomesMarkup() {
    String page = PlanReport.HTML.render(plan);

    assertTrue(
        TAG.matcher(page)
            .results()
            .map(tag -> tag.group(1).replace("/", ""))
            .allMatch(OURS::contains));
    assertEquals(1, Pattern.compile("<script").matcher(page).results().count());
    assertFalse(page.contains("hidden two"));
    assertFalse(page.replace("http://www.w3.org/2000/svg", "").contains("http:"));
    assertFalse(page.contains("https:"));
  }

  @Test
  void theSummaryCountsAndNames() throws Exception {
    JsonNode summary = JsonMapper.builder().build().readTree(PlanSummary.json(plan));

    assertEquals(3, summary.get("add").asInt());
    assertEquals(1, summary.get("change").asInt());
    assertEquals(2, summary.get("destroy").asInt());
    assertTrue(summary.get("changes_present").asBoolean());
    assertEquals("fake_thing.base", summary.at("/drift/0/address").asText());
    assertEquals("delete", summary.at("/changes/1/action").asText());
    assertEquals("delete_no_configuration", summary.at("/changes/1/reason").asText());
    assertEquals("text", summary.at("/outputs/0").asText());
  }

  private static String one(MatchResult found) {
    return found.group(1);
  }

  private static void assertGolden(String name, String report) throws Exception {
    String printed = ID.matcher(report).replaceAll("00000000-0000");
    Path golden = CASE.resolve(name);
    if ("update".equals(System.getProperty("goldens"))) {
      Files.writeString(golden, printed);
    }
    assertEquals(Files.readString(golden), printed);
  }
}
