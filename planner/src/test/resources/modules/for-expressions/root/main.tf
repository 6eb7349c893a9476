module "inventory" {
  source = "./inventory"
}

locals {
  by_zone = { for host in module.inventory.hosts : host.zone => host.name... }
  indexed = { for i, host in module.inventory.hosts : format("%03d", i) => merge(host, { index = i }) }
  tree = {
    for zone, names in local.by_zone : zone => {
      names  = sort(names)
      pairs  = [for pair in setproduct(names, ["http", "https"]) : "${pair[1]}://${pair[0]}"]
      first  = try(names[0], "none")
      ranges = chunklist(names, 2)
    }
  }
  flat    = flatten([for zone, t in local.tree : [for n in t.names : { (n) = zone }]])
  merged  = merge(local.flat...)
  zipped  = zipmap(keys(local.merged), [for z in values(local.merged) : upper(z)])
  nested  = [for z in keys(local.tree) : [for n in local.tree[z].names : n if n != "h1"]]
  matched = { for n in keys(local.merged) : n => regex("^h(?P<number>\\d+)$", n).number if can(regex("^h\\d+$", n)) }
  subnets = { for i, z in sort(keys(local.tree)) : z => cidrsubnets(cidrsubnet("10.0.0.0/8", 8, i), 4, 8, 8) }
}

module "host" {
  source   = "./host"
  for_each = local.indexed
  host     = each.value
}

output "by_zone" { value = local.by_zone }
output "tree" { value = local.tree }
output "merged" { value = local.merged }
output "zipped" { value = local.zipped }
output "nested" { value = local.nested }
output "matched" { value = local.matched }
output "subnets" { value = local.subnets }
output "splat" { value = module.inventory.hosts[*].tags["role"] }
output "ids" { value = { for key, host in module.host : key => host.id if host.zone == "z1" } }
output "known" { value = [for host in module.host : host.zone] }
