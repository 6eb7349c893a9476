locals {
  functions = [for it in plan.resource_changes : it if it.type == "huaweicloud_fgs_function"]
  triggers  = [for it in plan.resource_changes : it if it.type == "huaweicloud_fgs_function_trigger"]
}

rule "functions_stay" {
  for_each      = local.functions
  condition     = !contains(each.value.change.actions, "delete")
  error_message = "Functions are deleted by hand only."
}

rule "functions_have_an_owner" {
  for_each      = [for it in local.functions : it if it.change.after != null]
  condition     = can(each.value.change.after.tags.owner)
  error_message = "The function \"${each.value.change.after.name}\" needs the tag \"owner\"."
}

rule "no_public_triggers" {
  for_each      = [for it in local.triggers : it if it.change.after != null]
  condition     = try(jsondecode(each.value.change.after.event_data).auth, "") != "NONE"
  error_message = "Everybody could call the function."
}

rule "small_steps" {
  severity      = "warn"
  condition     = length([for it in plan.resource_changes : it if it.change.actions != ["no-op"]]) <= 20
  error_message = "These are many changes for one review."
}
