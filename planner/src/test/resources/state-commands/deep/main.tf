module "below" {
  source = "../m"
  v      = true
}
