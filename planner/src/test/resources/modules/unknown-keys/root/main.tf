resource "terraform_data" "x" {}
module "a" {
  source = "./a"
  count  = terraform_data.x.id == "" ? 1 : 2
}
module "b" {
  source   = "./a"
  for_each = toset([terraform_data.x.id])
}
