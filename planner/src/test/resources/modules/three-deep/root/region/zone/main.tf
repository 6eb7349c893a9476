variable "name" { type = string }
variable "hosts" { type = number }

module "host" {
  source   = "./host"
  for_each = toset([for i in range(var.hosts) : format("%s-%02d", var.name, i)])
  name     = each.value
}

output "hosts" {
  value = [for host in module.host : host.address]
}

output "count" {
  value = length(module.host)
}
