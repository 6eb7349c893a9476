package io.planform.planner.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class AuditRowTest {
  private static AuditRow row(String json) {
    try {
      return AuditRow.of(new JsonMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void quotesInCsvAreDoubledAndFormulasAreTexts() {
    AuditRow row =
        row(
            """
            {"time":0,"user":{"name":"=cmd()"},"source_ip":"127.0.0.1","code":"200",
             "trace_name":"createFunction","trace_rating":"normal","resource_type":"Function",
             "resource_id":"urn:a","after":{"timeout":3}}
            """);
    assertEquals(
        "\"1970-01-01T00:00:00Z\",\"'=cmd()\",\"127.0.0.1\",\"createFunction\",\"normal\",\"200\","
            + "\"Function\",\"urn:a\",\"\",\"\",\"{\"\"timeout\"\":3}\"\r\n",
        row.csv());
  }

  @Test
  void aCallerWhoIsNotKnownIsTheKeyThatWasClaimed() {
    AuditRow row =
        row(
            """
            {"time":1000,"user":{"access_key_id":"AK"},"source_ip":"127.0.0.1","code":"401",
             "trace_name":"listFunctions"}
            """);
    assertEquals(
        "1970-01-01T00:00:01Z      AK            127.0.0.1        401 listFunctions", row.line());
  }
}
