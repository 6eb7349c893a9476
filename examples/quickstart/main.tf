# Five functions in four kinds of code, one of them on a timer, three behind URLs.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
  }
}

# No address and no keys: the target is the runtime host on this machine.
provider "huaweicloud" {}

# --- an event function in Node.js, called by URL ------------------------------------------------

data "archive_file" "node" {
  type        = "zip"
  source_dir  = "${path.module}/functions/node"
  output_path = "${path.module}/.planform/packages/node.zip"
}

resource "huaweicloud_fgs_function" "node" {
  name        = "hello-node"
  app         = var.app
  description = "Greets whoever calls"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 10
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.node.output_path)
  user_data   = jsonencode({ GREETING = var.greeting })
}

resource "huaweicloud_fgs_function_trigger" "node_url" {
  function_urn = huaweicloud_fgs_function.node.urn
  type         = "APIG"
  event_data   = jsonencode(merge(local.public_api, { name = "hello_node", path = "/hello" }))
}

# --- an event function in Python, run by a timer ------------------------------------------------

data "archive_file" "python" {
  type        = "zip"
  source_dir  = "${path.module}/functions/python"
  output_path = "${path.module}/.planform/packages/python.zip"
}

resource "huaweicloud_fgs_function" "python" {
  name        = "hello-python"
  app         = var.app
  description = "Does something every minute"
  runtime     = "Python3.10"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 10
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.python.output_path)
}

resource "huaweicloud_fgs_function_trigger" "every_minute" {
  function_urn = huaweicloud_fgs_function.python.urn
  type         = "TIMER"
  status       = "ACTIVE"
  event_data = jsonencode({
    name          = "every_minute"
    schedule_type = "Rate"
    schedule      = "1m"
    user_event    = "tick"
  })
}

# --- an event function in Java, called by URL ---------------------------------------------------

resource "huaweicloud_fgs_function" "java" {
  name          = "hello-java"
  app           = var.app
  runtime       = "Java17"
  handler       = "com.example.Greeting.handle"
  memory_size   = 256
  timeout       = 10
  code_type     = "jar"
  code_filename = "greeting.jar"
  func_code     = filebase64("${path.module}/functions/java/target/greeting.jar")
}

resource "huaweicloud_fgs_function_trigger" "java_url" {
  function_urn = huaweicloud_fgs_function.java.urn
  type         = "APIG"
  event_data   = jsonencode(merge(local.public_api, { name = "hello_java", path = "/java" }))
}

# --- an HTTP function: its own web server on port 8000, started by a file named bootstrap -------

data "archive_file" "web" {
  type        = "zip"
  source_dir  = "${path.module}/functions/web"
  output_path = "${path.module}/.planform/packages/web.zip"
}

resource "huaweicloud_fgs_function" "web" {
  name        = "hello-web"
  app         = var.app
  runtime     = "http"
  handler     = "bootstrap"
  memory_size = 128
  timeout     = 10
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.web.output_path)
}

resource "huaweicloud_fgs_function_trigger" "web_url" {
  function_urn = huaweicloud_fgs_function.web.urn
  type         = "APIG"
  event_data = jsonencode(merge(local.public_api, {
    name       = "hello_web"
    path       = "/web"
    match_mode = "SWA" # this path and all below it
  }))
}

locals {
  # What the three URLs have in common: no authentication, the default API group, its RELEASE
  # environment.
  public_api = {
    group_id   = "default"
    env_id     = "DEFAULT_ENVIRONMENT_RELEASE_ID"
    env_name   = "RELEASE"
    protocol   = "HTTP"
    req_method = "ANY"
    match_mode = "NORMAL"
    auth       = "NONE"
    type       = 1
    func_info  = { timeout = 5000, invocation_type = "sync" }
  }
}
