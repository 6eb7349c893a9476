variable "network" { type = list(string) }

resource "terraform_data" "server" {
  input = { network = var.network, size = 2 }
}

module "inner" {
  source = "./inner"
}

moved {
  from = terraform_data.main
  to   = terraform_data.server
}

moved {
  from = terraform_data.old
  to   = module.inner.terraform_data.new
}
