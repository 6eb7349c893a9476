package io.planform.planner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SourceAddressTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/module-sources/sources.tsv", delimiter = '\t')
  void means(String source, String meaning) {
    ModuleSource parsed = SourceAddress.parse(source);
    assertEquals(
        meaning, parsed instanceof ModuleSource.Unusable ? "Unusable" : parsed.toString(), source);
  }
}
