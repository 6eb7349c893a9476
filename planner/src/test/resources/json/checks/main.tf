variable "e" {
  type      = string
  ephemeral = true
  default   = "short-lived"
}
variable "v" { 
  default = "x"
  validation {
    condition = var.v != ""
    error_message = "empty"
  }
}
data "terraform_remote_state" "other" {
  backend = "local"
  config = { path = "other.tfstate" }
}
data "terraform_remote_state" "later" {
  backend = "local"
  config = { path = "other.tfstate" }
  depends_on = [terraform_data.a]
}
resource "terraform_data" "a" { input = data.terraform_remote_state.other.outputs.greeting }
resource "terraform_data" "b" { 
  input = "${terraform_data.a.output}-${local.x}"
  lifecycle {
    precondition {
      condition = terraform_data.a.input == "hi"
      error_message = "not hi"
    }
  }
}
locals { x = data.terraform_remote_state.later.outputs.greeting }
module "m" {
  source = "./m"
  for_each = toset(["k"])
  n = each.key
}
check "unknown" {
  assert {
    condition = terraform_data.a.id != ""
    error_message = "empty"
  }
}
check "scoped" {
  data "terraform_remote_state" "s" {
    backend = "local"
    config = { path = "other.tfstate" }
  }
  assert {
    condition = data.terraform_remote_state.s.outputs.greeting == "no"
    error_message = "greeting is ${data.terraform_remote_state.s.outputs.greeting}"
  }
  assert {
    condition = var.v == "z"
    error_message = "two"
  }
}
output "o" { value = values(module.m)[*].out }
output "p" { value = terraform_data.b.id }
