variable "regions" {
  type    = map(list(string))
  default = { east = ["a", "b"], west = ["c"] }
}

variable "generation" {
  type    = number
  default = 1
}

module "region" {
  source     = "./region"
  for_each   = var.regions
  name       = each.key
  zones      = each.value
  generation = var.generation
}

resource "terraform_data" "after" {
  input      = "after all"
  depends_on = [module.region]
}

output "tree" {
  value = { for name, region in module.region : name => region.zones }
}

output "first" {
  value = module.region["east"].zones[0].hosts
}
