package io.planform.planner.tfstate;

import io.planform.store.state.OutputRow;
import io.planform.store.state.ResourceRow;
import java.util.List;

/**
 * What a Terraform state file says, as rows of a state here. Data sources are not among them: plans
 * read them anew. Nor is what providers of Terraform keep for themselves ({@code private}).
 *
 * @param serial grows with each change of a lineage
 * @param lineage names the state for ever; empty if the file has none
 */
public record TerraformState(
    long serial, String lineage, List<ResourceRow> resources, List<OutputRow> outputs) {

  public boolean isEmpty() {
    return resources.isEmpty() && outputs.isEmpty();
  }
}
