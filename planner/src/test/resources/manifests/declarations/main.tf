terraform {
  required_version = ">= 1.12"
  required_providers {
    a = { source = "x/a", versio = "1" }
  }
  backend "sqlite" {}
  backend "local" {}
}
terraform { required_version = "~> 1.9, != 1.10.0" }
variable "v" {}
variable "v" { typ = string }
variable "t" { type = list(strin) }
variable "count" {}
variable "1x" {}
resource "only_type" {}
resource "a" "b" { count = 1
  for_each = {}
  depends_on = a.b
  provider = 1
  lifecycle { create_before = true }
}
resource "a" "b" {}
data "a" "b" "c" {}
output "o" {}
resorce "a" "b" {}
loose = 1
