module "m" {
  source   = "./m"
  for_each = toset(["a"])
}

resource "fake_thing" "after" {
  count = 2
  name  = "after-${count.index}"
  link  = module.m["a"].id
}
