package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.filesystem.Mounts;
import io.planform.host.iam.AgencyRights;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which agencies a function has, and refuses those that are not there or may too little. */
final class AgencyReader {
  static final Set<String> FIELDS = Set.of("xrole", "app_xrole");
  private static final String PULL = "swr:repo:download";
  private static final String MOUNT = "sfsturbo:shares:getShare";

  private final AgencyRights rights;

  AgencyReader(AgencyRights rights) {
    this.rights = rights;
  }

  /**
   * @throws ApiException FSS.1021 for an agency that there is not
   */
  Agencies read(Fields fields, Agencies base) {
    return new Agencies(
        one(fields, "xrole", base.configuration()), one(fields, "app_xrole", base.own()));
  }

  private String one(Fields fields, String name, String base) {
    String agency = fields.text(name).orElse(base);
    if (!agency.equals(base) && !agency.isEmpty()) {
      rights.check(agency);
    }
    return agency;
  }

  /**
   * Images of SWR take an agency that may fetch them; those of this machine take none, but not one
   * that may not.
   *
   * @throws ApiException FSS.1021 or FSS.0403
   */
  void checkImage(@Nullable CustomImage image, Agencies agencies) {
    if (image == null) {
      return;
    }
    String agency = agencies.configuration();
    if (!agency.isEmpty()) {
      rights.check(agency, PULL);
    } else if (image.reference().startsWith("swr.")) {
      throw new ApiException(
          FgsError.FSS_1021,
          "The image %s is in SWR: the function needs an agency with the permission SWR Admin."
              .formatted(image.reference()));
    }
  }

  /**
   * Of the guide's table 5-3: what mounts takes an agency that may.
   *
   * @throws ApiException FSS.1021, FSS.1040 or FSS.0403
   */
  void checkMounts(Mounts mounts, Agencies agencies) {
    if (mounts.all().isEmpty()) {
      return;
    }
    if (agencies.configuration().isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1040,
          "A function that mounts file systems needs an agency with the permission SFS"
              + " Administrator.");
    }
    rights.check(agencies.configuration(), MOUNT);
  }

  /**
   * Checks what it takes to put a function's instances into a VPC (5.4.1 of the guide).
   *
   * @throws ApiException FSS.1021 or FSS.0403
   */
  void checkNetwork(Networking networking, Agencies agencies) {
    if (networking.subnet().isEmpty()) {
      return;
    }
    String agency = agencies.configuration();
    if (agency.isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1021,
          "A function in a VPC needs an agency (xrole) with the permission VPC Administrator.");
    }
    rights.check(
        agency,
        "vpc:ports:create",
        "vpc:ports:get",
        "vpc:ports:delete",
        "vpc:vpcs:get",
        "vpc:subnets:get");
  }
}
