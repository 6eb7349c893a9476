package io.planform.host.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

class WildcardTest {

  @Property
  void matchesWhatTheEqualRegularExpressionDoes(
      @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 6) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String value) {
    assertEquals(value.matches(pattern.replace("*", ".*")), new Wildcard(pattern).matches(value));
  }
}
