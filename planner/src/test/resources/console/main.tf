terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
  }
}
variable "u" { 
  type = string 
  default = "x"
}
resource "terraform_data" "a" { 
  input = "x" 
}
locals {
  us = terraform_data.a.id
  ud = terraform_data.a.output
  un = parseint(terraform_data.a.id, 10)
  ub = can(parseint(terraform_data.a.id, 10)) ? terraform_data.a.id == "x" : true
  ul = split(",", terraform_data.a.id)
  um = zipmap(tolist(["k"]), tolist([terraform_data.a.id]))
  s = sensitive("secret")
}
