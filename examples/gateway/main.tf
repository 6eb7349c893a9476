# Orders behind a gateway: one path for an application with a code, one for whom a function lets in,
# and one for everybody, which a trigger makes.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
    random      = { source = "hashicorp/random" }
  }
}

provider "huaweicloud" {}

variable "network" {
  description = "Where a cloud puts the instance; the host on this machine has no use for it"
  type        = map(string)
  default     = { vpc = "none", subnet = "none", security_group = "none" }
}

variable "timeout" {
  description = "How many milliseconds the gateway waits for an answer"
  type        = number
  default     = 30000
}

variable "word" {
  description = "What the doorkeeper wants to hear"
  type        = string
  default     = "please"
}

data "archive_file" "code" {
  for_each    = toset(["orders", "doorkeeper"])
  type        = "zip"
  source_dir  = "${path.module}/functions/${each.key}"
  output_path = "${path.module}/.planform/packages/${each.key}.zip"
}

resource "huaweicloud_fgs_function" "shop" {
  for_each    = data.archive_file.code
  name        = each.key
  app         = "shop"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 30
  code_type   = "zip"
  func_code   = filebase64(each.value.output_path)
}

resource "huaweicloud_apig_instance" "shop" {
  name               = "shop"
  edition            = "BASIC"
  vpc_id             = var.network.vpc
  subnet_id          = var.network.subnet
  security_group_id  = var.network.security_group
  availability_zones = ["local-1a"]
}

resource "huaweicloud_apig_group" "shop" {
  instance_id = huaweicloud_apig_instance.shop.id
  name        = "shop"

  url_domains {
    name = "shop.example.com"
  }
}

resource "huaweicloud_apig_environment" "test" {
  instance_id = huaweicloud_apig_instance.shop.id
  name        = "TEST"
}

# --- for an application --------------------------------------------------------------------------

resource "huaweicloud_apig_api" "orders" {
  instance_id             = huaweicloud_apig_instance.shop.id
  group_id                = huaweicloud_apig_group.shop.id
  name                    = "orders"
  type                    = "Public"
  request_protocol        = "HTTP"
  request_method          = "GET"
  request_path            = "/orders/{id}"
  security_authentication = "APP"
  simple_authentication   = true

  request_params {
    name     = "id"
    location = "PATH"
    required = true
  }

  func_graph {
    function_urn = huaweicloud_fgs_function.shop["orders"].urn
    version      = "latest"
    timeout      = var.timeout
  }
}

resource "huaweicloud_apig_api_publishment" "orders" {
  instance_id = huaweicloud_apig_instance.shop.id
  env_id      = huaweicloud_apig_environment.test.id
  api_id      = huaweicloud_apig_api.orders.id
}

resource "random_password" "code" {
  length  = 64
  special = false
}

resource "huaweicloud_apig_application" "kitchen" {
  instance_id = huaweicloud_apig_instance.shop.id
  name        = "kitchen"
  app_codes   = [random_password.code.result]
}

resource "huaweicloud_apig_application_authorization" "kitchen" {
  instance_id    = huaweicloud_apig_instance.shop.id
  application_id = huaweicloud_apig_application.kitchen.id
  env_id         = huaweicloud_apig_environment.test.id
  api_ids        = [huaweicloud_apig_api.orders.id]
}

# --- for whom a function lets in -----------------------------------------------------------------

resource "huaweicloud_apig_custom_authorizer" "doorkeeper" {
  instance_id      = huaweicloud_apig_instance.shop.id
  name             = "doorkeeper"
  function_urn     = huaweicloud_fgs_function.shop["doorkeeper"].urn
  function_version = "latest"
  user_data        = var.word

  identity {
    name     = "x-pass"
    location = "HEADER"
  }
}

resource "huaweicloud_apig_api" "guests" {
  instance_id             = huaweicloud_apig_instance.shop.id
  group_id                = huaweicloud_apig_group.shop.id
  name                    = "guests"
  type                    = "Public"
  request_protocol        = "HTTP"
  request_method          = "GET"
  request_path            = "/guests/{id}"
  security_authentication = "AUTHORIZER"
  authorizer_id           = huaweicloud_apig_custom_authorizer.doorkeeper.id

  func_graph {
    function_urn = huaweicloud_fgs_function.shop["orders"].urn
    version      = "latest"
    timeout      = var.timeout
  }
}

resource "huaweicloud_apig_api_publishment" "guests" {
  instance_id = huaweicloud_apig_instance.shop.id
  env_id      = huaweicloud_apig_environment.test.id
  api_id      = huaweicloud_apig_api.guests.id
}

# --- for everybody -------------------------------------------------------------------------------

resource "huaweicloud_fgs_function_trigger" "menu" {
  function_urn = huaweicloud_fgs_function.shop["orders"].urn
  type         = "DEDICATEDGATEWAY"
  event_data = jsonencode({
    name        = "menu"
    instance_id = huaweicloud_apig_instance.shop.id
    group_id    = huaweicloud_apig_group.shop.id
    env_id      = "DEFAULT_ENVIRONMENT_RELEASE_ID"
    env_name    = "RELEASE"
    path        = "/menu/{id}"
    protocol    = "HTTP"
    req_method  = "GET"
    match_mode  = "NORMAL"
    auth        = "NONE"
    type        = 1
    func_info   = { timeout = var.timeout, invocation_type = "sync", version = "latest" }
  })
}

output "group" {
  value = huaweicloud_apig_group.shop.id
}

output "code" {
  value     = random_password.code.result
  sensitive = true
}
