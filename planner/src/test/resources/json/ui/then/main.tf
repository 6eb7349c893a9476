variable "t" {
  default = 2
}
resource "terraform_data" "r" {
  triggers_replace = var.t
}
resource "terraform_data" "new" {}
resource "terraform_data" "changed" {
  input = var.t
  provisioner "local-exec" {
    command = "echo hello"
  }
}
resource "terraform_data" "trig" {
  lifecycle {
    replace_triggered_by = [terraform_data.r]
  }
}
resource "terraform_data" "first" {
  triggers_replace = [var.t]
  lifecycle {
    create_before_destroy = true
  }
}
resource "terraform_data" "n" {
  count = var.t == 1 ? 2 : 1
}
module "m" {
  source = "./m"
}
output "o" {
  value = terraform_data.changed.output
}
output "s" {
  value     = "x"
  sensitive = true
}
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
removed {
  from = terraform_data.gone
  lifecycle {
    destroy = false
  }
}
import {
  id = "from-elsewhere"
  to = terraform_data.imported
}
resource "terraform_data" "imported" {}
