variable "greeting" {
  default = "Hello"
}

data "archive_file" "layer" {
  type        = "zip"
  output_path = "${path.module}/.planform/layer.zip"

  source {
    filename = "node_modules/greeting/index.js"
    content  = "exports.text = '${var.greeting}';\n"
  }
}

resource "huaweicloud_fgs_dependency_version" "layer" {
  name        = "greeting"
  runtime     = "Node.js18.15"
  link        = data.archive_file.layer.output_path
  description = "What functions say"

  lifecycle {
    create_before_destroy = true
  }
}

resource "huaweicloud_fgs_dependency" "older" {
  name    = "older"
  runtime = "Node.js18.15"
  link    = data.archive_file.layer.output_path
}

resource "huaweicloud_fgs_function" "greeter" {
  name        = "greeter"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 5
  code_type   = "inline"
  func_code   = "exports.handler = async () => require('greeting').text;\n"
  depend_list = [huaweicloud_fgs_dependency_version.layer.version_id]
}

resource "huaweicloud_fgs_function_event" "first" {
  function_urn = huaweicloud_fgs_function.greeter.urn
  name         = "first"
  content      = base64encode(jsonencode({ greeting = var.greeting }))
}

data "huaweicloud_fgs_dependency_versions" "all" {
  dependency_id = huaweicloud_fgs_dependency_version.layer.dependency_id
}

data "huaweicloud_fgs_dependencies" "public" {
  type = "public"
}

output "newest" {
  value = max(data.huaweicloud_fgs_dependency_versions.all.versions[*].version...)
}

output "public" {
  value = length(data.huaweicloud_fgs_dependencies.public.packages)
}
