variable "v" { default = 1 }
locals { l = terraform_data.a.id }
provider "terraform" {}
resource "terraform_data" "a" {}
resource "terraform_data" "b" {
  count      = 2
  input      = local.l
  depends_on = [terraform_data.c]
}
resource "terraform_data" "c" {
  for_each = { x = var.v }
  input    = each.value
}
data "terraform_remote_state" "s" {
  backend = "local"
  config  = { path = terraform_data.a.id }
}
module "z" {
  source = "./m"
  count  = 2
  in     = terraform_data.a.id
}
module "w" {
  source     = "./m"
  in         = module.z[0].out
  depends_on = [terraform_data.c]
}
module "nothing" {
  source = "./m/empty"
  q      = module.w
}
output "o" { value = module.w.out }
resource "terraform_data" "last" { input = [module.nothing.q, module.w.out] }
resource "terraform_data" "whole" {
  input      = module.w
  depends_on = [module.z]
}
check "c" {
  data "terraform_remote_state" "k" {
    backend = "local"
    config  = { path = terraform_data.a.id }
  }
  assert {
    condition     = terraform_data.b[0].id != ""
    error_message = "e"
  }
}
