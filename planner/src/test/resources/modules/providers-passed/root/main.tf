terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
provider "terraform" { alias = "west" }
module "a" {
  source    = "./a"
  providers = { terraform.main = terraform.west, terraform = terraform }
}
