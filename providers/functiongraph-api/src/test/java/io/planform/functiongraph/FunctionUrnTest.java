package io.planform.functiongraph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUrnTest {
  @ParameterizedTest
  @CsvSource({
    "urn:fss:r:p:function:default:f, urn:fss:r:p:function:default:f",
    "urn:fss:r:p:function:default:f:v1, urn:fss:r:p:function:default:f:v1",
    "urn:fss:r:p:function:default:f:!live, urn:fss:r:p:function:default:f:!live",
    "default:f, urn:fss:here:mine:function:default:f",
    "default:f:v1, urn:fss:here:mine:function:default:f:v1",
    "default:f:!live, urn:fss:here:mine:function:default:f:!live",
    "function:default:f:latest, urn:fss:here:mine:function:default:f:latest",
  })
  void readsFullAndShortForms(String text, String full) {
    assertEquals(full, FunctionUrn.parse(text, "here", "mine").orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "f",
        ":f",
        "default:",
        "default:f:!",
        "default:f:",
        "other:default:f:latest",
        "urn:fss:r:p:trigger:default:f",
        "urn:fss::p:function:default:f",
        "urn:obs:r:p:function:default:f",
        "urn:fss:r:p:function:default:f:v1:x"
      })
  void refusesAnythingElse(String text) {
    assertTrue(FunctionUrn.parse(text, "here", "mine").isEmpty());
  }

  @Test
  void shortFormsNeedTheirDefaults() {
    assertTrue(FunctionUrn.parse("default:f").isEmpty());
  }

  @Test
  void changesItsQualifier() {
    FunctionUrn alias = FunctionUrn.parse("urn:fss:r:p:function:default:f:!live").orElseThrow();
    assertNull(alias.bare().qualifier());
    assertEquals(
        "urn:fss:r:p:function:default:f:latest",
        alias.withQualifier(FunctionUrn.LATEST).toString());
  }
}
