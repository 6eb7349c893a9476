terraform {
  required_providers {
    terraform = {
      source                = "terraform.io/builtin/terraform"
      configuration_aliases = [terraform.main]
    }
  }
}
resource "terraform_data" "r" { provider = terraform.main }
module "b" {
  source    = "../b"
  providers = { terraform = terraform.main }
}
