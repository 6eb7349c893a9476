variable "name" { type = string }
variable "note" {
  type    = string
  default = null
}
resource "terraform_data" "t" {
  input = { name = var.name, note = var.note }
}
module "inner" {
  source = "./inner"
  x      = terraform_data.t.id
}
output "id" { value = terraform_data.t.id }
output "name" { value = var.name }
output "where" { value = "${path.module} ${path.root} ${module.inner.where}" }
