module "inner" { source = "./n" }
output "o" { value = module.inner.o }
resource "terraform_data" "m" {}
