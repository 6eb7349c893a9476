variable "step" {
  type    = number
  default = 1
}

locals {
  steps = {
    1 = {
      list    = ["a", "b", "c", "d"]
      map     = { one = "1", "with space" = "2", "dotted.key" = "3", kept = "k" }
      objects = [{ name = "x", size = 1 }, { name = "y", size = 2 }]
      text    = "first\nsecond\nthird"
      json    = jsonencode({ a = [1, 2, { b = true }], c = "d", e = null })
      number  = 1
      bool    = true
      mixed   = "text"
      set     = toset(["p", "q"])
      deep    = { l1 = { l2 = { l3 = ["v"], same = "s" }, same = { x = 1 } } }
      nothing = null
      empty   = {}
    }
    2 = {
      list    = ["b", "x", "d", "e"]
      map     = { one = "1!", "with space" = "2", "new-key" = "4", kept = "k" }
      objects = [{ name = "y", size = 2 }, { name = "z", size = 3, extra = [1] }]
      text    = "first\n2nd\nthird\n"
      json    = jsonencode({ a = [1, 3, { b = false }], c = "d", f = {} })
      number  = 10000000000.5
      bool    = false
      mixed   = ["text"]
      set     = toset(["q", "r"])
      deep    = { l1 = { l2 = { l3 = ["v", "w"], same = "s" }, same = { x = 1 } } }
      nothing = "some"
      empty   = { k = [] }
    }
  }
  now = local.steps[var.step]
}

module "list" {
  source = "./store"
  value  = tolist(local.now.list)
}

module "map" {
  source = "./store"
  value  = tomap(local.now.map)
}

module "rest" {
  source   = "./store"
  for_each = { for key, value in local.now : key => value if !contains(["list", "map"], key) }
  value    = each.value
}

output "everything" {
  value = local.now
}

output "stored" {
  value = { for key, store in module.rest : key => store.stored }
}

output "typed" {
  value = { list = tolist(local.now.list), map = tomap(local.now.map), set = local.now.set }
}
