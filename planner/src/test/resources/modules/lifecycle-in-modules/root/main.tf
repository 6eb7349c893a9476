variable "version_number" {
  type    = string
  default = "v1"
}

module "release" {
  source         = "./release"
  for_each       = { api = 2, web = 1 }
  version_number = var.version_number
  replicas       = each.value
}

output "ids" {
  value = { for name, release in module.release : name => length(release.ids) }
}

output "revision" {
  value = module.release["api"].revision
}
