variable "path" { type = string }

data "terraform_remote_state" "network" {
  backend  = "local"
  config   = { path = var.path }
  defaults = { missing = "default" }
}

output "subnets" {
  value = [for name, cidr in data.terraform_remote_state.network.outputs.subnets : "${name}=${cidr}"]
}
