variable "name" {
  type        = string
  default     = "beta"
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
  names = toset(["p", "r"])
}
resource "terraform_data" "bottom" {
  input = var.name
}
resource "terraform_data" "counted" {
  count            = 2
  input            = "${var.name}-${count.index}"
  triggers_replace = [terraform_data.bottom.id]
}
resource "terraform_data" "each" {
  for_each = local.names
  input    = { key = each.key, token = var.token }
  depends_on = [terraform_data.bottom]
}
resource "terraform_data" "constant" {
  input = { a = [1, "x"] }
  triggers_replace = upper("y")
}
module "child" {
  source = "./child"
  count  = 1
  name   = "${var.name}${count.index}"
}
output "base" {
  value       = terraform_data.bottom.output
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
moved { 
  from = terraform_data.base 
  to = terraform_data.bottom 
}
data "terraform_remote_state" "other" {
  backend = "local"
  config = { path = "${path.module}/other.tfstate" }
}
output "remote" { value = data.terraform_remote_state.other.outputs.greeting }
