terraform {
  required_providers {
    huaweicloud = {
      source = "huaweicloud/huaweicloud"
    }
  }
}

variable "answer" {
  type = string
}

variable "versions" {
  type = map(object({
    alias   = optional(string)
    weights = optional(map(number))
  }))
}

resource "huaweicloud_fgs_function" "this" {
  name        = "versioned"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 5
  code_type   = "inline"
  func_code   = "exports.handler = async (event, context) => ({statusCode: 200, body: `${var.answer} of $${context.getVersion()} by $${context.getAlias()}`});"

  dynamic "versions" {
    for_each = var.versions
    content {
      name        = versions.key
      description = versions.key == "latest" ? null : "Says ${versions.key}"
      dynamic "aliases" {
        for_each = versions.value.alias == null ? [] : [versions.value]
        content {
          name                       = aliases.value.alias
          additional_version_weights = aliases.value.weights == null ? null : jsonencode(aliases.value.weights)
        }
      }
    }
  }
}

resource "huaweicloud_fgs_function_trigger" "live" {
  function_urn = "${huaweicloud_fgs_function.this.urn}:!live"
  type         = "APIG"
  event_data = jsonencode({
    name       = "live"
    group_id   = "default"
    env_id     = "DEFAULT_ENVIRONMENT_RELEASE_ID"
    env_name   = "RELEASE"
    path       = "/live"
    protocol   = "HTTP"
    req_method = "GET"
    match_mode = "NORMAL"
    auth       = "NONE"
    type       = 1
    func_info  = { timeout = 5000 }
  })
}
