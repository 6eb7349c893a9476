package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.code.FileChange;
import io.planform.planner.plan.code.PackageDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How code packages change. */
final class PackageDocument {
  private PackageDocument() {}

  static void write(PackageDiff code, ObjectNode document) {
    ArrayNode files = document.put("attribute", code.attribute()).putArray("files");
    for (FileChange change : code.files()) {
      ObjectNode file = files.addObject().put("path", change.path());
      file.put("before", change.before()).put("after", change.after());
      ArrayNode lines = file.putArray("lines");
      change.lines().forEach(lines::add);
    }
  }

  static Map<Address, PackageDiff> read(JsonNode document) throws UnusableException {
    Map<Address, PackageDiff> packages = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : document.properties()) {
      List<FileChange> files = new ArrayList<>();
      for (JsonNode file : each.getValue().path("files")) {
        List<String> lines = new ArrayList<>();
        file.path("lines").forEach(line -> lines.add(line.asText()));
        files.add(
            new FileChange(
                file.path("path").asText(),
                file.path("before").longValue(),
                file.path("after").longValue(),
                lines));
      }
      packages.put(
          Fields.address(each.getKey()),
          new PackageDiff(each.getValue().path("attribute").asText(), files));
    }
    return packages;
  }
}
