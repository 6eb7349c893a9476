# Two environments of one service, each made by the same module.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
  }
}

# No address and no keys: the target is the runtime host on this machine.
provider "huaweicloud" {}

module "greeter" {
  source   = "./greeter"
  for_each = var.environments

  environment = each.key
  greeting    = each.value.greeting
  memory_size = each.value.memory_size
}
