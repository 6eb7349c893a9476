variable "names" {
  type    = set(string)
  default = ["a", "b"]
}
module "one" {
  source = "./m"
  count  = 2
  name   = "one-${count.index}"
}
module "each" {
  source   = "./m"
  for_each = var.names
  name     = each.key
  note     = module.one[0].id
}
output "all" { value = module.one[*].name }
output "a" { value = module.each["a"].name }
output "where" { value = module.each["a"].where }
