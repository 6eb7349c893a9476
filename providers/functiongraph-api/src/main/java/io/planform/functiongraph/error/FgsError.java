package io.planform.functiongraph.error;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published errors of the FunctionGraph API: code, HTTP status, message. */
public enum FgsError {
  FSS_0400(400, "Invalid parameter"),
  FSS_0401(401, "Unauthorized access"),
  FSS_0403(403, "Forbidden"),
  FSS_0404(404, "The specified resource was not found"),
  FSS_0406(406, "Not acceptable"),
  FSS_0408(408, "Request timeout"),
  FSS_0409(409, "The specified resource already exists"),
  FSS_0410(410, "The specified resource does not exist"),
  FSS_0413(413, "The request body is too large"),
  FSS_0424(424, "Invalid dependency"),
  FSS_0426(426, "An upgrade is required"),
  FSS_0428(428, "The preconditions have not been met"),
  FSS_0429(429, "Too many requests"),
  FSS_0500(500, "Internal server error"),
  FSS_0502(502, "Bad gateway"),
  FSS_0503(503, "Service unavailable"),
  FSS_0504(504, "Gateway timeout"),
  FSS_1001(400, "Invalid query parameter"),
  FSS_1002(400, "Invalid function name"),
  FSS_1003(400, "Invalid function handler"),
  FSS_1004(400, "Invalid Package (function app)"),
  FSS_1005(400, "Invalid runtime"),
  FSS_1006(400, "Invalid function code entry mode"),
  FSS_1007(400, "Invalid function memory"),
  FSS_1008(400, "Invalid function timeout"),
  FSS_1009(400, "Invalid function UserData"),
  FSS_1010(400, "Invalid URL"),
  FSS_1011(400, "Invalid function code"),
  FSS_1012(400, "The function code must be configured"),
  FSS_1013(400, "Invalid file type"),
  FSS_1014(400, "Invalid function alias"),
  FSS_1015(400, "Invalid function version"),
  FSS_1016(
      400,
      "The function cannot be published because no changes have been made since last publication"),
  FSS_1017(400, "The number of items in the UserData field exceeds the maximum allowed limit (20)"),
  FSS_1018(400, "The total size of the UserData field exceeds the maximum allowed limit (2 KB)"),
  FSS_1019(400, "The description exceeds the maximum allowed limit"),
  FSS_1021(400, "Invalid service link agency"),
  FSS_1022(400, "Only one YAML file is allowed"),
  FSS_1023(400, "The imported file is too large"),
  FSS_1024(400, "Invalid dependency"),
  FSS_1025(400, "Invalid YAML file"),
  FSS_1026(400, "Invalid Concurrency"),
  FSS_1027(400, "Invalid packageName (app name)"),
  FSS_1028(400, "The app cannot be deleted because it contains functions"),
  FSS_1029(400, "The default app cannot be deleted"),
  FSS_1031(400, "The dependency already exists"),
  FSS_1032(400, "Invalid dependency type"),
  FSS_1033(412, "The dependency is currently in use"),
  FSS_1034(400, "Invalid image URL"),
  FSS_1035(400, "The image does not exist"),
  FSS_1036(400, "The VPC does not exist"),
  FSS_1037(400, "No subnet matches the specified ID"),
  FSS_1038(400, "The file system configuration already exists in the function"),
  FSS_1039(400, "The mounting path is invalid"),
  FSS_1040(403, "The selected Xrole does not have permissions to mount the resources"),
  FSS_1041(403, "The number of functions exceeds the maximum allowed limit"),
  FSS_1042(403, "The total code size of functions exceeds the maximum allowed limit"),
  FSS_1043(403, "The number of aliases exceeds the maximum allowed limit"),
  FSS_1044(403, "The number of apps exceeds the maximum allowed limit (400)"),
  FSS_1045(403, "The number of dependencies exceeds the maximum allowed limit"),
  FSS_1046(403, "The dependency is inaccessible"),
  FSS_1047(403, "The number of bound VPCs exceeds the maximum limit allowed for a tenant"),
  FSS_1048(403, "The number of bound VPCs exceeds the maximum limit allowed for a project"),
  FSS_1049(
      403,
      "The number of file systems mounted to the function exceeds the maximum allowed limit (5)"),
  FSS_1050(404, "The mounted resource cannot be found"),
  FSS_1051(404, "The function does not exist"),
  FSS_1052(404, "The version does not exist"),
  FSS_1053(404, "The alias does not exist"),
  FSS_1054(404, "The function app does not exist in OBS"),
  FSS_1055(404, "The app does not exist"),
  FSS_1056(404, "The dependency does not exist"),
  FSS_1057(404, "The function name does not exist in the YAML file"),
  FSS_1058(400, "The app name and function name cannot be the same in the YAML file"),
  FSS_1059(404, "The function template does not exist"),
  FSS_1060(404, "The event template cannot be found"),
  FSS_1061(409, "The function already exists"),
  FSS_1062(409, "The version already exists"),
  FSS_1063(409, "The alias already exists"),
  FSS_1064(409, "The app already exists"),
  FSS_1065(409, "The dependency already exists"),
  FSS_1066(409, "The version is already in use by another alias"),
  FSS_1067(409, "The function template already exists"),
  FSS_1068(
      403, "The number of events configured for the function exceeds the maximum allowed limit"),
  FSS_1069(403, "The size of EventData exceeds 4 KB"),
  FSS_1070(404, "The event cannot be found"),
  FSS_1071(
      413, "The size of the code package to be uploaded exceeds the maximum allowed limit (50 MB)"),
  FSS_1072(413, "The size of the inline code exceeds the maximum allowed limit (10 KB)"),
  FSS_1073(403, "The function event already exists"),
  FSS_1074(400, "The event field is invalid"),
  FSS_1075(
      400,
      "The user ID and user group ID must be an integer from -1 to 65,534, excluding 0, 1000, and 1002"),
  FSS_1090(412, "The subnet is not in the ACTIVE state"),
  FSS_1091(400, "The additional version is invalid"),
  FSS_1092(400, "The weight of the additional version is invalid"),
  FSS_1093(400, "The major version and the additional version cannot be the same"),
  FSS_1094(
      403,
      "The version cannot be deleted because it has been used as the additional version of an alias"),
  FSS_1095(412, "The mounted resource is not ready"),
  FSS_1096(403, "The file sharing protocol of the mounted resource is not NFS"),
  FSS_1101(400, "Invalid trigger type"),
  FSS_1102(400, "Invalid SMN trigger parameters"),
  FSS_1106(400, "Invalid OBS trigger parameters"),
  FSS_1107(400, "Invalid APIG trigger parameters"),
  FSS_1108(
      403,
      "The bucket configuration of the current trigger conflicts with that of an existing OBS trigger"),
  FSS_1109(400, "Invalid timer trigger parameters"),
  FSS_1111(404, "The Kafka resource cannot be found"),
  FSS_1112(400, "The Kafka trigger parameters are invalid"),
  FSS_1113(400, "The username and password must be specified because Kafka SASL_SSL is enabled"),
  FSS_1114(400, "The subnet of the function must be the same as that of the Kafka instance"),
  FSS_1115(503, "The network is unreachable"),
  FSS_1116(400, "Kafka instance configuration error. Please check the username and password"),
  FSS_1117(400, "Failed to query messages from the Kafka instance"),
  FSS_1118(401, "Access denied"),
  FSS_1121(403, "Forbidden"),
  FSS_1122(403, "Forbidden"),
  FSS_1123(403, "The number of pull triggers exceeds the maximum allowed limit"),
  FSS_1124(403, "The number of APIs exceeds the maximum allowed limit"),
  FSS_1125(403, "Forbidden"),
  FSS_1126(403, "You do not have permissions to call the API"),
  FSS_1127(403, "The EPS user does not have permissions to call the API"),
  FSS_1128(403, "List enterprise failed"),
  FSS_1131(404, "The trigger does not exist"),
  FSS_1132(404, "The SMN trigger does not exist. View the SMN console"),
  FSS_1136(404, "The OBS trigger does not exist"),
  FSS_1137(404, "Invalid trigger type"),
  FSS_1138(404, "The APIG trigger does not exist"),
  FSS_1140(404, "The timer trigger does not exist"),
  FSS_1141(409, "The SMN trigger already exists"),
  FSS_1145(409, "The OBS trigger already exists"),
  FSS_1146(409, "The APIG trigger already exists"),
  FSS_1147(409, "The request path already exists"),
  FSS_1148(409, "The timer trigger already exists"),
  FSS_1150(409, "The Kafka trigger already exists"),
  FSS_1151(406, "The OBS bucket is in a different region"),
  FSS_1152(426, "The selected bucket cannot be used to create a trigger"),
  FSS_1153(412, "The triggering conditions have not been met"),
  FSS_1154(403, "Aliases of a function bound with triggers cannot be deleted"),
  FSS_1162(500, "The operation cannot take effect immediately due to service exception"),
  FSS_1169(503, "The network is unreachable"),
  FSS_1171(404, "The SMN topic does not exist. Create one on the SMN console"),
  FSS_1172(400, "The database or collection does not exist"),
  FSS_1221(400, "LTS log has been enabled"),
  FSS_1174(404, "The Kafka trigger does not exist"),
  FSS_1201(413, "The request body is too large"),
  FSS_1202(
      500,
      "The response body or callback body is invalid because they do not contain any status code"),
  FSS_1302(500, "Failed to save the data"),
  FSS_1303(400, "Access denied due to insufficient permissions"),
  FSS_1306(400, "The number of triggers exceeds the maximum allowed limit"),
  FSS_1307(400, "The trigger name already exists"),
  FSS_1308(400, "The operation resource does not exist"),
  FSS_1309(400, "Invalid function URN"),
  FSS_1310(400, "Unauthorized user"),
  FSS_1312(400, "The notification name must be specified"),
  FSS_1313(400, "The number of operation resources has reached the maximum allowed limit"),
  FSS_1314(400, "The operation resource must be specified"),
  FSS_1316(400, "The resource operation has already been selected"),
  FSS_1317(400, "The trigger name is too long"),
  FSS_1318(400, "Invalid trigger operation"),
  FSS_1319(502, "Invalid trigger name"),
  FSS_1401(503, "Failed to obtain the image information"),
  FSS_1402(503, "Failed to pull the image to create a container"),
  FSS_1403(503, "Failed to pull the image to delete a container"),
  FSS_1404(400, "Invalid function initializer"),
  FSS_1405(400, "Invalid initialization timeout"),
  FSS_1417(400, "Invalid APIG Exclusive trigger parameters");

  private static final Map<String, FgsError> BY_CODE =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(FgsError::code, Function.identity()));

  private final int httpStatus;
  private final String message;

  FgsError(int httpStatus, String message) {
    this.httpStatus = httpStatus;
    this.message = message;
  }

  /** The error with a code like {@code FSS.1051}. */
  public static Optional<FgsError> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** {@code FSS.} and four digits. */
  public String code() {
    return "FSS." + name().substring("FSS_".length());
  }

  public int httpStatus() {
    return httpStatus;
  }

  public String message() {
    return message;
  }
}
