package io.planform.huaweicloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types that can be planned and not applied. */
class CatalogueTest {
  private static final String VPC = "huaweicloud_vpc";
  private final Provider provider = new HuaweicloudProvider();
  @TempDir Path home;
  private ProviderSession session;

  @BeforeEach
  void open() {
    session = LocalSession.open(home);
  }

  private static Schema schema(Map<String, Schema> types, String name) {
    Schema schema = types.get(name);
    assertNotNull(schema, name);
    return schema;
  }

  @Test
  void hasEveryTypeWithItsModesTypesAndBlocks() {
    provider.resourceTypes().forEach((type, schema) -> assertFalse(schema.type() == null, type));
    provider.dataSources().forEach((type, schema) -> assertFalse(schema.type() == null, type));
    Schema subscription = schema(provider.resourceTypes(), "huaweicloud_eg_event_subscription");
    assertEquals(1, subscription.blocks().get("targets").min());
    Schema vpc = schema(provider.resourceTypes(), VPC);
    assertEquals(Schema.Mode.REQUIRED, vpc.attributes().get("cidr").mode());
    assertEquals(Type.map(Type.STRING), vpc.attributes().get("tags").type());
    assertTrue(schema(provider.dataSources(), VPC).attributes().containsKey("cidr"));
    assertNull(provider.resourceTypes().get("huaweicloud_vcp"));
  }

  @Test
  void plansWhatIsDeclaredAndLeavesTheRestUnknown() {
    Value.Obj configuration =
        LocalSession.configuration(
            VPC, Map.of("name", Value.of("main"), "cidr", Value.of("10.0.0.0/8")));
    Value.Obj planned = session.plan(VPC, null, configuration).state();
    assertEquals(Value.of("main"), planned.get("name"));
    assertTrue(planned.get("id").isUnknown());
    assertTrue(planned.get("secondary_cidr").isNull());
  }

  @Test
  void saysThatAnApplyStopsAtThem() {
    Value.Obj configuration = LocalSession.configuration(VPC, Map.of());
    assertEquals(
        List.of("Not supported yet"),
        session.refusals(VPC, configuration).stream().map(Diagnostic::summary).toList());
    assertFalse(session.reads(VPC));
  }

  @Test
  void checksTheirTimeouts() {
    Value.Obj timeouts =
        LocalSession.filled(
            schema(provider.resourceTypes(), VPC).blocks().get("timeouts").schema(),
            Map.of("create", Value.of("soon")));
    assertEquals(
        1,
        session
            .validate(
                ProviderSession.Kind.MANAGED,
                VPC,
                LocalSession.configuration(VPC, Map.of("timeouts", timeouts)))
            .size());
  }
}
