module "network" {
  source = "./network"
}

module "reader" {
  source     = "./reader"
  path       = "${path.module}/network.tfstate"
  depends_on = [module.network]
}

module "early" {
  source = "./reader"
  path   = "${path.module}/network.tfstate"
}

resource "terraform_data" "use" {
  input = { late = module.reader.subnets, early = module.early.subnets }
}

output "early" {
  value = module.early.subnets
}

output "late" {
  value = module.reader.subnets
}
