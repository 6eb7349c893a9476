module "a" {
  source = "./a"
  name   = null
  ok     = "x"
  l      = [1, 2]
  v      = "bad"
}
