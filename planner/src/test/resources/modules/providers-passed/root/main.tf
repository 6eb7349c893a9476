provider "terraform" { alias = "west" }
module "a" {
  source    = "./a"
  providers = { terraform.main = terraform.west, terraform = terraform }
}
