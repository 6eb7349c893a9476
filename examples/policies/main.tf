# A function behind a URL, and in fleet.policy.hcl what its plans must not do: 'planform policy'.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
  }
}

provider "huaweicloud" {}

variable "authentication" {
  description = "Who may call the function: NONE for everybody, IAM for users with credentials."
  default     = "IAM"
}

variable "tags" {
  type    = map(string)
  default = { owner = "shop" }
}

resource "huaweicloud_fgs_function" "orders" {
  name        = "orders"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 10
  code_type   = "inline"
  func_code   = <<-JS
    exports.handler = async () => ({ statusCode: 200, body: "[]" });
  JS
  tags        = var.tags
}

resource "huaweicloud_fgs_function_trigger" "url" {
  function_urn = huaweicloud_fgs_function.orders.urn
  type         = "APIG"
  event_data = jsonencode({
    name       = "orders"
    group_id   = "default"
    env_id     = "DEFAULT_ENVIRONMENT_RELEASE_ID"
    env_name   = "RELEASE"
    protocol   = "HTTP"
    req_method = "GET"
    path       = "/orders"
    match_mode = "NORMAL"
    auth       = var.authentication
    type       = 1
    func_info  = { timeout = 5000, invocation_type = "sync" }
  })
}
