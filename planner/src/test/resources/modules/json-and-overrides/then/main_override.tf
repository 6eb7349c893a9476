module "base" {
  size   = 5
  labels = { later = "3" }
}
