output "services" {
  value = { for name, service in module.service : name => service.summary }
}

output "ids" {
  value = values(module.service)[*].id
}

output "routes_of" {
  value = { for key, route in local.routes : route.service => route.path... }
}

output "whole" {
  value = module.route
}
