module "vpc" {
  source = "./network"
  names  = ["one", "two"]
}

module "app" {
  source   = "./app"
  for_each = toset(["blue", "green"])
  network  = values(module.vpc.ids)
}

moved {
  from = module.network
  to   = module.vpc
}

moved {
  from = module.app
  to   = module.app["blue"]
}
