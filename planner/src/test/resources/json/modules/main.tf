variable "name" {
  type        = string
  default     = "alpha"
  description = "A name."
}
variable "token" {
  type      = string
  sensitive = true
  default   = "s3cret"
}
variable "plain" {
  default = { a = [1, true, null], b = "x" }
}
variable "nothing" { default = null }
locals {
  names = toset(["p", "q"])
}
resource "terraform_data" "base" {
  input = var.name
}
resource "terraform_data" "counted" {
  count            = 2
  input            = "${var.name}-${count.index}"
  triggers_replace = [terraform_data.base.id]
}
resource "terraform_data" "each" {
  for_each = local.names
  input    = { key = each.key, token = var.token }
  depends_on = [terraform_data.base]
}
resource "terraform_data" "constant" {
  input = { a = [1, "x"] }
  triggers_replace = upper("x")
}
module "child" {
  source = "./child"
  count  = 2
  name   = "${var.name}${count.index}"
}
output "base" {
  value       = terraform_data.base.output
  description = "What came out."
}
output "token" {
  value     = terraform_data.each["p"].output
  sensitive = true
}
output "child" {
  value = module.child[*].result
}
output "fixed" {
  value = [var.name, 2]
}
