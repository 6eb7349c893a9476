module "b" {
  source = "./a"
  nme    = 1
}
