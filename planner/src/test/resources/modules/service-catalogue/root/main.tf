locals {
  defaults = { owner = "platform", tier = "bronze" }

  services = {
    for name, service in var.services : name => merge(service, {
      labels = merge(local.defaults, service.labels, { service = name })
    }) if service.enabled
  }

  routes = {
    for pair in flatten([
      for name, service in local.services : [
        for route in service.routes : { service = name, path = route.path, methods = sort(route.methods) }
      ]
    ]) : "${pair.service}:${pair.path}" => pair
  }

  placements = { for p in setproduct(keys(local.services), var.zones) : join("@", p) => { service = p[0], zone = p[1] } }
}

module "service" {
  source   = "./service"
  for_each = local.services

  name    = each.key
  limits  = each.value.limits
  labels  = each.value.labels
  secrets = { for key in each.value.secrets : key => "${each.key}/${key}" }
}

module "route" {
  source   = "./route"
  for_each = local.routes

  target  = module.service[each.value.service].id
  path    = each.value.path
  methods = each.value.methods
}

resource "terraform_data" "placement" {
  for_each = local.placements
  input = {
    zone    = each.value.zone
    service = module.service[each.value.service].summary
  }
}
