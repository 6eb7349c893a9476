package io.planform.host.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.server.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
  private static final JsonNode EVENT =
      json(
          """
          {"id":"1","specversion":"1.0","source":"shop","type":"order:paid","subject":"a/b.jpg",
           "data":{"state":"running","age":10,"tags":["new","large"],"sizes":[1,5],"gift":true,
                   "returned":false,"note":null,"place":{"city":{"name":"Rome"}}}}
          """);

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code '} stands for quotes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | true",
        "{'source':[{'op':'StringIn','values':['other','shop']}]} | true",
        "{'source':[{'op':'StringIn','values':['other']}]} | false",
        "{'type':[{'op':'StringNotIn','values':['order:made']}]} | true",
        "{'type':[{'op':'StringNotIn','values':['order:made','order:paid']}]} | false",
        "{'type':[{'op':'StringStartsWith','values':['order:']}]} | true",
        "{'type':[{'op':'StringNotStartsWith','values':['order:']}]} | false",
        "{'subject':[{'op':'StringEndsWith','values':['.png','.jpg']}]} | true",
        "{'subject':[{'op':'StringNotEndsWith','values':['.png']}]} | true",
        "{'subject':[{'op':'StringEndsWith','values':['.png']},{'op':'StringIn','values':['a/b.jpg']}]} | true",
        "{'type':[{'op':'StringIn','values':['order:paid']}],'subject':[{'op':'IsNull'}]} | false",
        "{'data':{'tags':[{'op':'StringIn','values':['large']}]}} | true",
        "{'data':{'tags':[{'op':'StringNotIn','values':['large']}]}} | false",
        "{'data':{'tags':[{'op':'StringNotIn','values':['small']}]}} | true",
        "{'data':{'age':[{'op':'NumberIn','values':[10.0]}]}} | true",
        "{'data':{'age':[{'op':'NumberNotIn','values':[10]}]}} | false",
        "{'data':{'age':[{'op':'NumberLessThan','value':10}]}} | false",
        "{'data':{'age':[{'op':'NumberNotLessThan','value':10}]}} | true",
        "{'data':{'age':[{'op':'NumberGreaterThan','values':[9.5]}]}} | true",
        "{'data':{'age':[{'op':'NumberNotGreaterThan','value':9}]}} | false",
        "{'data':{'sizes':[{'op':'NumberGreaterThan','value':4}]}} | true",
        "{'data':{'age':[{'op':'NumberInRange','values':[[1,2],[10,20]]}]}} | true",
        "{'data':{'age':[{'op':'NumberNotInRange','values':[[1,2],[10,20]]}]}} | false",
        "{'data':{'age':[{'op':'StringIn','values':['10']}]}} | false",
        "{'data':{'state':[{'op':'NumberNotIn','values':[10]}]}} | false",
        "{'data':{'note':[{'op':'IsNull'}],'none':[{'op':'IsNull'}]}} | true",
        "{'data':{'note':[{'op':'IsNotNull'}]}} | false",
        "{'data':{'age':[{'op':'IsNotNull'}]}} | true",
        "{'data':{'none':[{'op':'StringNotIn','values':['a']}]}} | false",
        "{'data':{'gift':[{'op':'IsTrue'}],'returned':[{'op':'IsNotTrue'}]}} | true",
        "{'data':{'gift':[{'op':'IsNotTrue'}]}} | false",
        "{'data':{'place':{'city':{'name':[{'op':'StringIn','values':['Rome']}]}}}} | true",
        "{'data':{'place':{'city':{'name':[{'op':'StringIn','values':['Bonn']}]}}}} | false",
      })
  void choosesEvents(String rule, boolean chosen) throws Exception {
    assertEquals(chosen, EventFilter.parse(json(rule.replace('\'', '"'))).matches(EVENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | must be an object",
        "{'id':[{'op':'IsNull'}]} | it has \"id\"",
        "{'source':[{'op':'StringStartsWith','values':['s']}]} | source can have StringIn only",
        "{'type':[]} | type must be a list of 1 to 5 conditions",
        "{'type':'order'} | type must be a list",
        "{'type':[{'op':'Matches','values':['o']}]} | whose op is none",
        "{'type':[{'op':'StringIn','values':[1]}]} | a list of strings",
        "{'type':[{'op':'StringIn'}]} | needs a list",
        "{'data':{'age':[{'op':'NumberIn','values':['1']}]}} | needs numbers",
        "{'data':{'age':[{'op':'NumberLessThan'}]}} | needs numbers",
        "{'data':{'age':[{'op':'NumberInRange','values':[1,2]}]}} | lists of two numbers",
        "{'data':{'a':{'b':{'c':{'d':{'e':{'f':[{'op':'IsNull'}]}}}}}}} | 5 deep at most",
        "{'data':{'a':[{'op':'IsNull'}],'b':[{'op':'IsNull'}],'c':[{'op':'IsNull'}],'d':[{'op':'IsNull'}],'e':[{'op':'IsNull'}],'f':[{'op':'IsNull'}]}} | 5 fields at most",
      })
  void refusesWhatIsNoRule(String rule, String reason) {
    EventFilter.InvalidException refusal =
        assertThrows(
            EventFilter.InvalidException.class,
            () -> EventFilter.parse(json(rule.replace('\'', '"'))));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @Test
  void bothOfTwoRulesMustHold() throws Exception {
    EventFilter paid =
        EventFilter.parse(json("{\"type\":[{\"op\":\"StringIn\",\"values\":[\"order:paid\"]}]}"));
    EventFilter young =
        EventFilter.parse(json("{\"data\":{\"age\":[{\"op\":\"NumberLessThan\",\"value\":5}]}}"));
    assertTrue(paid.matches(EVENT));
    assertEquals(false, paid.and(young).matches(EVENT));
  }
}
