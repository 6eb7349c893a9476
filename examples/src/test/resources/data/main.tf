locals {
  often = jsonencode({
    name          = "often"
    schedule_type = "Rate"
    schedule      = "30d"
  })
}

resource "huaweicloud_fgs_function" "hello" {
  name        = "hello"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 5
  code_type   = "inline"
  func_code   = "exports.handler = async () => 'hello';\n"
  tags        = { team = "red" }
}

resource "huaweicloud_fgs_function_trigger" "often" {
  function_urn = huaweicloud_fgs_function.hello.urn
  type         = "TIMER"
  event_data   = local.often
}

resource "huaweicloud_fgs_function_trigger_status_action" "off" {
  function_urn      = huaweicloud_fgs_function.hello.urn
  trigger_type_code = "TIMER"
  trigger_id        = huaweicloud_fgs_function_trigger.often.id
  trigger_status    = "DISABLED"
  event_data        = local.often
}

resource "huaweicloud_fgs_function_topping" "hello" {
  function_urn = huaweicloud_fgs_function.hello.urn
}

resource "huaweicloud_fgs_lts_log_enable" "all" {}

data "huaweicloud_fgs_functions" "node" {
  runtime    = "Node.js18.15"
  depends_on = [huaweicloud_fgs_function_topping.hello]
}

data "huaweicloud_fgs_function_triggers" "timers" {
  function_urn = huaweicloud_fgs_function.hello.urn
  type         = "TIMER"
  depends_on   = [huaweicloud_fgs_function_trigger_status_action.off]
}

data "huaweicloud_fgs_function_tags" "hello" {
  function_id = huaweicloud_fgs_function.hello.urn
  depends_on  = [huaweicloud_fgs_function.hello]
}

data "huaweicloud_fgs_resource_tags" "all" {
  depends_on = [huaweicloud_fgs_function.hello]
}

data "huaweicloud_fgs_resources_filter" "red" {
  resource_type = "functions"

  tags {
    key    = "team"
    values = ["red", "blue"]
  }

  depends_on = [huaweicloud_fgs_function.hello]
}

data "huaweicloud_fgs_trigger_types" "all" {}

data "huaweicloud_fgs_feature" "all" {}

output "found" {
  value = {
    functions = data.huaweicloud_fgs_functions.node.functions[*].name
    timers    = data.huaweicloud_fgs_function_triggers.timers.triggers[*].status
    tags      = data.huaweicloud_fgs_function_tags.hello.tags[*].value
    used      = data.huaweicloud_fgs_resource_tags.all.tags[*].key
    red       = data.huaweicloud_fgs_resources_filter.red.resources[*].name
    types     = contains(data.huaweicloud_fgs_trigger_types.all.types, "TIMER")
    features  = can(jsondecode(data.huaweicloud_fgs_feature.all.feature))
  }
}
