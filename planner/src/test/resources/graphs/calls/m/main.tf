variable "in" {}
resource "terraform_data" "m1" { input = var.in }
resource "terraform_data" "m2" { input = terraform_data.m1.id }
module "inner" {
  source = "./n"
  i      = terraform_data.m2.output
}
output "out" { value = module.inner.o }
output "other" { value = terraform_data.m1.id }
