package io.planform.huaweicloud;

import static io.planform.huaweicloud.LocalSession.FUNCTION;
import static io.planform.huaweicloud.LocalSession.OPERATION;
import static io.planform.huaweicloud.LocalSession.URN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Functions as they are planned, created, changed and imported. */
class FunctionContractTest extends FunctionContract {
  @Test
  void foreseesWhatFollowsFromNames() {
    Value.Obj planned = session.plan(FUNCTION, null, configuration(Map.of())).state();
    assertEquals(Value.of(URN), planned.get("urn"));
    assertEquals(Value.of(URN), planned.get("id"));
    assertEquals(Value.of("latest"), planned.get("version"));
    assertEquals(Value.of("local-1"), planned.get("region"));
    assertEquals(Value.of("sha512:" + DIGEST), planned.get("func_code"));
    assertTrue(planned.get("ephemeral_storage").isUnknown());
    assertTrue(planned.get("description").isNull());
  }

  /** As it is where a manifest ignores changes of the code. */
  @Test
  void codeThatIsGivenByTheDigestTheStateKeepsIsNoOther() {
    Value.Obj state = created();
    Value.Obj configuration = configuration(Map.of("func_code", Value.of("sha512:" + DIGEST)));
    Value.Obj planned = session.plan(FUNCTION, state, configuration).state();
    assertEquals(Value.of("sha512:" + DIGEST), planned.get("func_code"));
  }

  @Test
  void createsWithOneCallWhereThatIsEnough() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, create(configuration(Map.of())));
    assertEquals(
        "POST /v2/p1/fgs/functions {'func_name':'hello','runtime':'Node.js18.15',"
            + "'memory_size':128,'timeout':30,'package':'default','handler':'index.handler',"
            + "'code_type':'zip','func_code':{'file':'AQID'}}\n"
            + "GET "
            + ONE
            + "/config",
        api.requests());
    assertEquals(Value.of(URN), done.state().get("urn"));
    assertEquals(Value.of("sha512:" + DIGEST), done.state().get("func_code"));
    assertEquals(Value.of("400"), done.state().get("max_instance_num"));
    assertTrue(done.state().get("description").isNull());
    assertTrue(done.state().isWhollyKnown());
  }

  @Test
  void tellsTheHostOperationAndFence() {
    created();
    api.answers("DELETE " + ONE, 204, "");
    session.delete(
        FUNCTION, LocalSession.configuration(FUNCTION, Map.of("urn", Value.of(URN))), OPERATION);
    Map<String, String> headers = api.headers().getFirst();
    assertEquals("op-1", headers.get("x-planform-operation"));
    assertEquals("lineage-1", headers.get("x-planform-lineage"));
    assertEquals("7", headers.get("x-planform-fence"));
  }

  @Test
  void makesTheFurtherCallsThatSettingsNeed() {
    api.answers("POST " + FUNCTIONS, 200, "{'func_urn':'" + URN + ":latest'}");
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("PUT " + ONE + "/code", 200, "{}");
    api.answers("PUT " + ONE + "/config-max-instance", 200, "{}");
    api.answers("POST /v2/p1/functions/" + URN + ":latest/tags/create", 204, "");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    create(
        configuration(
            Map.of(
                "vpc_id", Value.of("vpc"),
                "network_id", Value.of("net"),
                "initializer_handler", Value.of("index.init"),
                "depend_list", new Value.SetOf(Type.STRING, List.of(Value.of("d1"))),
                "max_instance_num", Value.of("0"),
                "tags", new Value.MapOf(Type.STRING, Map.of("team", Value.of("a"))))));
    assertEquals(
        "PUT "
            + ONE
            + "/config {'runtime':'Node.js18.15','memory_size':128,'timeout':30,"
            + "'package':'default','handler':'index.handler','initializer_handler':'index.init',"
            + "'func_vpc':{'vpc_id':'vpc','subnet_id':'net'}}\n"
            + "PUT "
            + ONE
            + "/code {'code_type':'zip','func_code':{'file':'AQID'},'depend_version_list':['d1']}\n"
            + "PUT "
            + ONE
            + "/config-max-instance {'max_instance_num':0}\n"
            + "POST /v2/p1/functions/"
            + URN
            + ":latest/tags/create {'action':'create','tags':[{'key':'team','value':'a'}]}\n"
            + "GET "
            + ONE
            + "/config",
        api.requests().substring(api.requests().indexOf('\n') + 1));
  }

  @Test
  void plansNothingRightAfter() {
    Value.Obj state = created();
    Planned again = session.plan(FUNCTION, state, configuration(Map.of()));
    assertEquals(state, again.state());
    assertEquals(Set.of(), again.replace());
  }

  @Test
  void followsLiveValuesOfWhatIsNotDeclared() {
    Value.Obj state = created().with("ephemeral_storage", Value.of(10_240));
    assertEquals(state, session.plan(FUNCTION, state, configuration(Map.of())).state());
  }

  @Test
  void seesCodeThatSomebodyElseChanged() {
    Value.Obj state = created();
    api.answers("GET " + ONE + "/config", 200, SHOWN.replace(DIGEST, "other") + "}");
    Value.Obj live = session.read(FUNCTION, state).state();
    assertEquals(Value.of("sha512:other"), live.get("func_code"));
    assertEquals(
        Value.of("sha512:" + DIGEST),
        session.plan(FUNCTION, live, configuration(Map.of())).state().get("func_code"));
  }

  @Test
  void tellsCodeThatDiffersByReadingItBack() {
    CodePackages packages = assertInstanceOf(CodePackages.class, session);
    Value.Obj state = created();
    assertNull(packages.changedCode(FUNCTION, state, configuration(Map.of())));
    assertEquals("", api.requests());

    Value.Obj other = configuration(Map.of("func_code", Value.of("exports.handler = 1")));
    api.answers("GET " + ONE + "/code", 200, "{'func_code':{'file':'AQID','link':''}}");
    CodePackages.Changed changed = packages.changedCode(FUNCTION, state, other);
    assertNotNull(changed);
    assertEquals("func_code", changed.attribute());
    assertArrayEquals(new byte[] {1, 2, 3}, changed.before());
    assertEquals("exports.handler = 1", new String(changed.after(), StandardCharsets.UTF_8));

    api.forget();
    api.answers("GET " + ONE + "/code", 200, "{'func_code':{'file':'','link':'elsewhere'}}");
    assertNull(packages.changedCode(FUNCTION, state, other));
  }

  @Test
  void changesCodeByTheCodeCall() {
    Value.Obj state = created();
    api.answers("PUT " + ONE + "/code", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of("func_code", Value.of("exports.handler = 1"))));
    assertEquals(
        "PUT "
            + ONE
            + "/code {'code_type':'zip','func_code':{'file':'"
            + Base64.getEncoder()
                .encodeToString("exports.handler = 1".getBytes(StandardCharsets.UTF_8))
            + "'}}\nGET "
            + ONE
            + "/config",
        api.requests());
  }

  @Test
  void changesEverythingElseByTheConfigurationCall() {
    Value.Obj state = created();
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of("memory_size", Value.of(256))));
    assertEquals(
        "PUT "
            + ONE
            + "/config {'runtime':'Node.js18.15','memory_size':256,'timeout':30,"
            + "'package':'default','handler':'index.handler','ephemeral_storage':512,"
            + "'strategy_config':{'concurrent_num':1}}\nGET "
            + ONE
            + "/config",
        api.requests());
  }

  @Test
  void clearsWhatIsNoLongerDeclared() {
    Value.Obj state = created().with("description", Value.of("old"));
    api.answers("PUT " + ONE + "/config", 200, "{}");
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    update(state, configuration(Map.of()));
    assertTrue(api.requests().contains("'description':''"), api.requests());
  }

  @Test
  void aNewNameReplaces() {
    Value.Obj state = created();
    Planned planned =
        session.plan(FUNCTION, state, configuration(Map.of("name", Value.of("other"))));
    assertEquals(Set.of(ValuePath.of("name")), planned.replace());
    assertEquals(Value.of("urn:fss:local-1:p1:function:default:other"), planned.state().get("urn"));
  }

  @Test
  void isImportedByItsUrnOrAShortOne() {
    api.answers("GET " + ONE + "/config", 200, SHOWN + "}");
    api.answers("GET " + ONE + "/versions", 200, "{'versions':[{'version':'latest'}]}");
    api.answers("GET " + ONE + "/aliases", 200, "[]");
    api.answers("GET " + FUNCTIONS + "/reservedinstanceconfigs", 200, "{'reserved_instances':[]}");
    Value.Obj state = session.importObject(FUNCTION, "default:hello").state();
    assertEquals(Value.of("hello"), state.get("name"));
    assertEquals(Set.of(), session.plan(FUNCTION, state, configuration(Map.of())).replace());
    assertEquals(state, session.plan(FUNCTION, state, configuration(Map.of())).state());
  }

  @Test
  void unknownArgumentsStayUnknown() {
    Value.Obj planned =
        session
            .plan(
                FUNCTION,
                null,
                configuration(
                    Map.of(
                        "func_code", new Value.Unknown(Type.STRING),
                        "name", new Value.Unknown(Type.STRING))))
            .state();
    assertTrue(planned.get("func_code").isUnknown());
    assertTrue(planned.get("urn").isUnknown());
  }
}
