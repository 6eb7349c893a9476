package io.planform.host.vpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.host.TestAgencies;
import io.planform.host.TestHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VPCs, subnets, security groups and rules as requests make and change them. */
class NetworkApiTest {
  @TempDir Path home;
  private TestHost host;
  private TestAgencies agencies;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home);
    agencies = new TestAgencies(host);
    agencies.make("attaches", "VPC Administrator");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private TestHost.Answer call(String method, String version, String path, String body) {
    return host.signed(
        host.host.apiAddress(),
        method,
        "/" + version + "/" + host.credentials().project() + path,
        body.replace('\'', '"'),
        Map.of());
  }

  private String made(String version, String path, String field, String body) {
    TestHost.Answer answer = call("POST", version, path, body);
    assertTrue(answer.status() < 300, answer.text());
    return answer.json().path(field).path("id").asText();
  }

  private String vpc(String cidr) {
    return made("v1", "/vpcs", "vpc", "{'vpc':{'name':'net','cidr':'%s'}}".formatted(cidr));
  }

  private TestHost.Answer makeSubnet(String vpc, String cidr, String more) {
    return call(
        "POST",
        "v1",
        "/subnets",
        "{'subnet':{'name':'part','vpc_id':'%s','cidr':'%s'%s}}".formatted(vpc, cidr, more));
  }

  private String subnet(String vpc, String cidr) {
    TestHost.Answer answer = makeSubnet(vpc, cidr, "");
    assertEquals(200, answer.status(), answer.text());
    return answer.json().at("/subnet/id").asText();
  }

  private String group(String name) {
    return made(
        "v3",
        "/vpc/security-groups",
        "security_group",
        "{'security_group':{'name':'%s'}}".formatted(name));
  }

  private TestHost.Answer makeRule(String group, String more) {
    return call(
        "POST",
        "v3",
        "/vpc/security-group-rules",
        "{'security_group_rule':{'security_group_id':'%s',%s}}".formatted(group, more));
  }

  private TestHost.Answer function(String name, String network) {
    return host.call(
        "POST",
        "/fgs/functions",
        """
        {"func_name":"%s","package":"default","runtime":"Node.js18.15","timeout":3,
         "handler":"index.handler","memory_size":128,"code_type":"inline",
         "func_code":{"file":"ZXhwb3J0cy5oYW5kbGVyID0gKCkgPT4gMTs="}%s}
        """
            .formatted(name, network));
  }

  private static String in(String vpc, String subnet, String... groups) {
    String list =
        groups.length == 0 ? "" : ",'security_groups':['" + String.join("','", groups) + "']";
    return ",'xrole':'attaches','func_vpc':{'vpc_id':'%s','subnet_id':'%s'%s}"
        .formatted(vpc, subnet, list)
        .replace('\'', '"');
  }

  @Test
  void showsAVpcAsTheServiceDoes() {
    String vpc = vpc("192.168.0.0/16");
    JsonNode shown = call("GET", "v1", "/vpcs/" + vpc, "").json().path("vpc");
    assertEquals("192.168.0.0/16", shown.path("cidr").asText());
    assertEquals("OK", shown.path("status").asText());
    JsonNode third = call("GET", "v3", "/vpc/vpcs/" + vpc, "").json().path("vpc");
    assertEquals("ACTIVE", third.path("status").asText());
    assertEquals(
        List.of(vpc),
        call("GET", "v1", "/vpcs?name=net", "").json().at("/vpcs").findValuesAsText("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.168.1.0/16 | without bits beyond its prefix
          192.168.0.0    | it must be a range
          8.8.0.0/16     | must be in 10.0.0.0/8
          10.0.0.0/7     | must be in 10.0.0.0/8
          10.0.0.0/29    | prefix of at most 28
          ''             | it must be a range
          """)
  void refusesRangesThatNoVpcMayHave(String cidr, String why) {
    TestHost.Answer answer =
        call("POST", "v1", "/vpcs", "{'vpc':{'name':'net','cidr':'%s'}}".formatted(cidr));
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(why), answer.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          10.0.0.0/24     | ``                            | is not inside of the VPC's 192.168.0.0/16
          192.168.1.0/15  | ``                            | without bits beyond
          192.168.1.0/25  | ``                            | overlaps with 192.168.1.0/24
          192.168.0.0/16  | ``                            | overlaps with 192.168.1.0/24
          192.168.2.0/24  | ,'gateway_ip':'192.168.3.1'   | no address that something in 192.168.2.0/24 may have
          192.168.2.0/24  | ,'gateway_ip':'192.168.2.255' | no address that something
          192.168.2.0/24  | ,'ipv6_enable':true           | ipv6_enable is not supported
          192.168.2.0/24  | ,'dhcp_enable':false          | dhcp_enable is not supported
          192.168.2.0/24  | ,'primary_dns':'dns'          | no address of a name server
          """)
  void refusesSubnetsThatDoNotFit(String cidr, String more, String why) {
    String vpc = vpc("192.168.0.0/16");
    subnet(vpc, "192.168.1.0/24");
    TestHost.Answer answer = makeSubnet(vpc, cidr, more);
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(why), answer.text());
  }

  @Test
  void deletesNothingThatIsInUse() {
    String vpc = vpc("192.168.0.0/16");
    String subnet = subnet(vpc, "192.168.1.0/24");
    String group = group("web");
    String other = group("database");
    assertEquals(
        201, makeRule(other, "'direction':'ingress','remote_group_id':'" + group + "'").status());
    assertEquals(200, function("inside", in(vpc, subnet, group)).status());

    TestHost.Answer refused = call("DELETE", "v1", "/vpcs/" + vpc, "");
    assertEquals(409, refused.status());
    assertTrue(refused.text().contains("has the subnet " + subnet), refused.text());
    refused = call("DELETE", "v1", "/vpcs/" + vpc + "/subnets/" + subnet, "");
    assertEquals(409, refused.status());
    assertTrue(refused.text().contains("The function inside is in the subnet"), refused.text());
    refused = call("DELETE", "v3", "/vpc/security-groups/" + group, "");
    assertTrue(refused.text().contains("The function inside is in it."), refused.text());

    assertEquals(204, host.call("DELETE", "/fgs/functions/" + host.urn("inside"), "").status());
    refused = call("DELETE", "v3", "/vpc/security-groups/" + group, "");
    assertTrue(refused.text().contains("of another group names it"), refused.text());
    assertEquals(204, call("DELETE", "v3", "/vpc/security-groups/" + other, "").status());
    assertEquals(204, call("DELETE", "v1", "/security-groups/" + group, "").status());
    assertEquals(204, call("DELETE", "v1", "/vpcs/" + vpc + "/subnets/" + subnet, "").status());
    assertEquals(204, call("DELETE", "v1", "/vpcs/" + vpc, "").status());
    assertEquals(404, call("GET", "v1", "/vpcs/" + vpc, "").status());
  }

  @Test
  void keepsAVpcsRangesAroundItsSubnets() {
    String vpc = vpc("10.1.0.0/16");
    assertEquals(
        200,
        call(
                "PUT",
                "v3",
                "/vpc/vpcs/" + vpc + "/add-extend-cidr",
                "{'vpc':{'extend_cidrs':['172.16.0.0/16']}}")
            .status());
    subnet(vpc, "172.16.3.0/24");
    for (String change :
        List.of("add-extend-cidr:'172.16.8.0/24'", "remove-extend-cidr:'172.16.0.0/16'")) {
      String[] parts = change.split(":", 2);
      TestHost.Answer refused =
          call(
              "PUT",
              "v3",
              "/vpc/vpcs/" + vpc + "/" + parts[0],
              "{'vpc':{'extend_cidrs':[%s]}}".formatted(parts[1]));
      assertTrue(refused.status() == 400 || refused.status() == 409, refused.text());
    }
    assertEquals(200, call("PUT", "v1", "/vpcs/" + vpc, "{'vpc':{'cidr':'10.0.0.0/8'}}").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'direction':'in'                                                      | it can be [egress, ingress]
          'direction':'ingress','protocol':'sctp'                               | it can be [icmp, tcp, udp]
          'direction':'ingress','ethertype':'IPv6'                              | no IPv6
          'direction':'ingress','protocol':'icmp','multiport':'80'              | belong to rules of the protocols tcp
          'direction':'ingress','protocol':'tcp','multiport':'80,90-70'         | 90-70
          'direction':'ingress','protocol':'tcp','multiport':'0'                | are no ports
          'direction':'ingress','priority':101                                  | it can be 1 to 100
          'direction':'ingress','remote_ip_prefix':'10.0.0.1/8'                 | without bits beyond
          'direction':'ingress','remote_group_id':'none'                        | there is no security group none
          'direction':'ingress','remote_ip_prefix':'10.0.0.0/8','remote_group_id':'x' | not both
          'direction':'ingress','remote_address_group_id':'x'                   | not supported
          """)
  void refusesRulesThatNoPacketFilterCouldHold(String rule, String why) {
    TestHost.Answer answer = makeRule(group("web"), rule);
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(why), answer.text());
  }

  @Test
  void tellsRulesInTheFormsOfBothVersions() {
    String group = group("web");
    TestHost.Answer made =
        call(
            "POST",
            "v1",
            "/security-group-rules",
            "{'security_group_rule':{'security_group_id':'%s','direction':'ingress','protocol':'tcp','port_range_min':80,'port_range_max':90}}"
                .formatted(group));
    assertEquals(201, made.status(), made.text());
    JsonNode rule = made.json().path("security_group_rule");
    assertEquals("80-90", rule.path("multiport").asText());
    assertEquals(90, rule.path("port_range_max").asInt());
    JsonNode shown =
        call("GET", "v3", "/vpc/security-groups/" + group, "").json().path("security_group");
    assertEquals(3, shown.path("security_group_rules").size());
  }

  @Test
  void putsAFunctionIntoASubnetWithTheDefaultGroup() {
    String vpc = vpc("192.168.0.0/16");
    String subnet = subnet(vpc, "192.168.1.0/24");
    JsonNode shown = function("inside", in(vpc, subnet)).json().path("func_vpc");
    assertEquals("192.168.1.0/24", shown.path("cidr").asText());
    assertEquals("192.168.1.1", shown.path("gateway").asText());
    String group = shown.path("security_groups").path(0).asText();
    JsonNode named =
        call("GET", "v3", "/vpc/security-groups/" + group, "").json().path("security_group");
    assertEquals("default", named.path("name").asText());
  }

  @Test
  void refusesNetworksThatAreNotThere() {
    String vpc = vpc("192.168.0.0/16");
    String subnet = subnet(vpc, "192.168.1.0/24");
    String other = vpc("192.168.0.0/16");
    assertEquals("FSS.1036", function("alone", in("none", subnet)).code());
    assertEquals("FSS.1037", function("alone", in(vpc, "none")).code());
    assertEquals("FSS.1037", function("alone", in(other, subnet)).code());
    assertEquals("FSS.0400", function("alone", in(vpc, subnet, "none")).code());
    assertEquals("FSS.0400", function("alone", in(vpc, "")).code());
  }

  @Test
  void refusesAFunctionWhoseAgencyMayNotAttachIt() {
    agencies.make("powerless");
    String vpc = vpc("192.168.0.0/16");
    String network = in(vpc, subnet(vpc, "192.168.1.0/24"));
    assertEquals("FSS.1021", function("alone", network.replace("attaches", "")).code());
    TestHost.Answer refused = function("alone", network.replace("attaches", "powerless"));
    assertEquals("FSS.0403", refused.code());
    assertTrue(refused.text().contains("vpc:ports:create"), refused.text());
  }

  @Test
  void putsFunctionsIntoFourSubnetsAtMost() {
    String vpc = vpc("192.168.0.0/16");
    for (int i = 0; i < 4; i++) {
      String subnet = subnet(vpc, "192.168." + i + ".0/24");
      assertEquals(200, function("inside" + i, in(vpc, subnet)).status());
      assertEquals(200, function("beside" + i, in(vpc, subnet)).status());
    }
    TestHost.Answer refused = function("outside", in(vpc, subnet(vpc, "192.168.4.0/24")));
    assertEquals("FSS.0400", refused.code());
    assertTrue(refused.text().contains("in 4 subnets at most"), refused.text());
  }

  @Test
  void keepsTagsOfAllKinds() {
    String vpc = vpc("192.168.0.0/16");
    Map<String, String> objects =
        Map.of(
            "vpcs", vpc, "subnets", subnet(vpc, "192.168.1.0/24"), "security-groups", group("web"));
    objects.forEach(
        (kind, id) -> {
          String path = "/" + kind + "/" + id + "/tags";
          assertEquals(
              204,
              call(
                      "POST",
                      "v2.0",
                      path + "/action",
                      "{'action':'create','tags':[{'key':'a','value':'b'}]}")
                  .status());
          assertEquals("b", call("GET", "v2.0", path, "").json().at("/tags/0/value").asText());
        });
  }
}
