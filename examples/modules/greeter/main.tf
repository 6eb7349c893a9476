# A function of one environment and the URL that calls it.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
  }
}

data "archive_file" "code" {
  type        = "zip"
  source_dir  = "${path.module}/code"
  output_path = "${path.root}/.planform/packages/greeter-${var.environment}.zip"
}

resource "huaweicloud_fgs_function" "greeter" {
  name        = "greeter-${var.environment}"
  app         = "greeter"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = var.memory_size
  timeout     = 10
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.code.output_path)
  user_data   = jsonencode({ GREETING = var.greeting })
}

resource "huaweicloud_fgs_function_trigger" "url" {
  function_urn = huaweicloud_fgs_function.greeter.urn
  type         = "APIG"
  event_data = jsonencode({
    name       = "greeter_${var.environment}"
    path       = "/${var.environment}/greeter"
    group_id   = "default"
    env_id     = "DEFAULT_ENVIRONMENT_RELEASE_ID"
    env_name   = "RELEASE"
    protocol   = "HTTP"
    req_method = "ANY"
    match_mode = "NORMAL"
    auth       = "NONE"
    type       = 1
    func_info  = { timeout = 5000, invocation_type = "sync" }
  })
}
