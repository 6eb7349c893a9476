package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of functions when calls are refused, lost or stopped half-way. */
class FunctionFaultsTest extends FunctionContract {
  @Test
  void aLostCreationIsFoundByItsUrn() {
    api.answers("POST " + FUNCTIONS, RecordedApi.NO_ANSWER, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Value.Obj configuration = configuration(Map.of());
    Value.Obj planned = session.plan(FUNCTION, null, configuration).state();
    assertInstanceOf(
        Outcome.Lost.class, session.create(FUNCTION, planned, configuration, OPERATION));
    assertEquals("POST " + FUNCTIONS, api.requests().substring(0, ("POST " + FUNCTIONS).length()));
    assertEquals(
        List.of(Value.of(URN)),
        session.lookup(FUNCTION, planned, OPERATION).candidates().stream()
            .map(each -> each.get("urn"))
            .toList());
  }

  @Test
  void aCreationThatStopsHalfWayIsPartial() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("PUT " + ONE + "/config", 400, "{'error_code':'FSS.1037','error_msg':'No subnet'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Outcome.Partial partial =
        assertInstanceOf(
            Outcome.Partial.class,
            create(
                configuration(
                    Map.of("vpc_id", Value.of("vpc"), "network_id", Value.of("nowhere")))));
    assertEquals(Value.of(URN), partial.state().get("urn"));
    assertTrue(partial.state().get("vpc_id").isNull());
    assertEquals(ValuePath.of("network_id"), partial.diagnostics().getFirst().path());
  }

  @Test
  void aRefusalTellsCodeReasonAndRequestAndHidesSecrets() {
    api.answers(
        "POST " + FUNCTIONS,
        400,
        "{'error_code':'FSS.1007','error_msg':'Bad memory for SECRET-KEY'}",
        Map.of("X-Request-Id", "r-1"));
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    Diagnostic diagnostic = refused.diagnostics().getFirst();
    assertEquals(
        "Bad memory for (secret key) (POST /v2/p1/fgs/functions: HTTP 400, FSS.1007, request r-1)",
        diagnostic.detail());
    assertEquals(ValuePath.of("memory_size"), diagnostic.path());
  }

  @Test
  void isAskedAgainAfterTooManyRequests() {
    api.answers("POST " + FUNCTIONS, 429, "{'error_code':'FSS.0429'}");
    api.answers("POST " + FUNCTIONS, 503, "{'error_code':'FSS.0503'}");
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    assertInstanceOf(Outcome.Done.class, create(configuration(Map.of())));
  }

  @Test
  void aReadIsAskedAgainAfterALostAnswer() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", RecordedApi.NO_ANSWER, "");
    api.answers("GET " + ONE + "/config", 502, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    assertEquals(state, session.read(FUNCTION, state).state());
  }

  @Test
  void whatIsGoneReadsAsNothingAndIsDeleted() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", 404, "{'error_code':'FSS.1051'}");
    api.answers("DELETE " + ONE, 404, "{'error_code':'FSS.1051'}");
    assertEquals(new Read(null, List.of()), session.read(FUNCTION, state));
    assertEquals(new Outcome.Done(null), session.delete(FUNCTION, state, OPERATION));
  }

  @Test
  void aHostThatDoesNotRunIsSaidSo() throws IOException {
    api.close();
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    assertEquals(
        "The local runtime host is not running", refused.diagnostics().getFirst().summary());
    assertEquals("planform host up", refused.diagnostics().getFirst().hint());
    Files.delete(home.resolve("host/host.json"));
    Outcome.Refused again =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of())));
    assertEquals("planform host up", again.diagnostics().getFirst().hint());
  }

  @Test
  void encryptedUserDataIsNeverShown() {
    Value secret = Value.of("{\"password\":\"hunter2\"}");
    Value.Obj planned =
        session.plan(FUNCTION, null, configuration(Map.of("encrypted_user_data", secret))).state();
    assertTrue(planned.get("encrypted_user_data").isSensitive());
    assertFalse(planned.toString().contains("hunter2"));
  }

  @Test
  void aRefusalDoesNotRepeatSensitiveArguments() {
    api.answers("POST " + FUNCTIONS, 400, "{'error_msg':'Bad handler hunter2.main'}");
    Value handler = new Value.Marked(Value.of("hunter2.main"), Marks.SENSITIVE);
    Outcome.Refused refused =
        assertInstanceOf(Outcome.Refused.class, create(configuration(Map.of("handler", handler))));
    assertTrue(
        refused.diagnostics().getFirst().detail().startsWith("Bad handler (sensitive value)"));
  }

  @Test
  void refusesWhatCannotBe() {
    Value.Obj reserved =
        LocalSession.filled(
            new HuaweicloudProvider()
                .resourceTypes()
                .get(FUNCTION)
                .blocks()
                .get("reserved_instances")
                .schema(),
            Map.of("qualifier_type", Value.of("region"), "count", Value.of(1001)));
    Map<String, Value> reserving =
        Map.of("reserved_instances", new Value.SetOf(Type.DYNAMIC, List.of(reserved)));
    assertEquals(
        List.of("Invalid qualifier type", "Invalid reserved instances"),
        session.validate(Kind.MANAGED, FUNCTION, configuration(reserving)).stream()
            .map(Diagnostic::summary)
            .toList());
    assertFault(Map.of("name", Value.of("1hello")), "name");
    assertFault(Map.of("timeout", Value.of(2)), "timeout");
    assertFault(Map.of("vpc_id", Value.of("v")), "network_id");
    assertFault(Map.of("user_data", Value.of("[]")), "user_data");
    assertFault(Map.of("code_type", Value.of("tar")), "code_type");
    assertFault(Map.of("code_type", Value.of("obs")), "code_url");
    assertFault(Map.of("max_instance_num", Value.of("many")), "max_instance_num");
    assertEquals(List.of(), session.validate(Kind.MANAGED, FUNCTION, configuration(Map.of())));
  }

  private void assertFault(Map<String, Value> more, String path) {
    assertEquals(
        List.of(ValuePath.of(path)),
        session.validate(Kind.MANAGED, FUNCTION, configuration(more)).stream()
            .map(Diagnostic::path)
            .toList());
  }
}
