# What every kind of block is in YAML.

# Settings.
terraform {
  required_version = ">= 1.9"
  backend "sqlite" {
    path = "state.db"
  }
}

provider "huaweicloud" {
  region = "local-1"
}

// The other region.
provider "huaweicloud" {
  alias  = "eu"
  region = "eu-1"
}

variable "size" {
  type    = map(number)
  default = { small = 1 }
  validation {
    condition     = alltrue([for n in values(var.size) : n > 0])
    error_message = "Sizes are positive, not ${jsonencode(var.size)}."
  }
}

locals {
  # A number that is text.
  version = "1.10"
  script  = <<-EOT
    #!/bin/sh
    echo ${var.size["small"]}
  EOT
  keys = { "a b" = 1, (var.k) = [true, null] }
}

resource "huaweicloud_fgs_function" "hello" {
  # Above an argument.
  name       = "no"
  for_each   = toset(["a"])
  provider   = huaweicloud.eu
  depends_on = [module.m, terraform_data.x["y"]]
  versions {
    name = "v1"
    aliases {
      name = "live"
    }
  }
  versions {
    name = "v2"
  }
  dynamic "func_mounts" {
    for_each = local.mounts
    iterator = mount
    content {
      mount_type = mount.value.type
    }
  }
  lifecycle {
    ignore_changes = [tags["a"], name]
    precondition {
      condition     = each.key != ""
      error_message = "A key is needed."
    }
  }
  provisioner "local-exec" {
    command = "one"
    when    = destroy
  }
  provisioner "local-exec" {
    command = "two"
  }
}

module "m" {
  source    = "./m"
  count     = 2
  providers = { huaweicloud = huaweicloud.eu }
}

moved {
  from = terraform_data.a
  to   = terraform_data.b[0]
}

import {
  to = terraform_data.b[0]
  id = "an-id"
}

removed {
  from = terraform_data.gone
  lifecycle {
    destroy = false
  }
}

check "up" {
  data "http" "it" {
    url = "https://example.com"
  }
  assert {
    condition     = data.http.it.status_code == 200
    error_message = "down"
  }
}

output "o" {
  value     = huaweicloud_fgs_function.hello["a"].urn
  sensitive = true
}
