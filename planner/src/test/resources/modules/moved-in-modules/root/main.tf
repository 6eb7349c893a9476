module "network" {
  source = "./network"
  names  = ["one", "two"]
}

module "app" {
  source  = "./app"
  network = module.network.ids
}
