locals { regions = ["eu", "us"] }
module "region" {
  source   = "./region"
  for_each = toset(local.regions)
  name     = each.value
}
module "copy" {
  source     = "./region"
  for_each   = module.region
  name       = "${each.key}-${each.value.label}"
  depends_on = [module.region]
}
resource "terraform_data" "each" {
  for_each = { for k, m in module.region : k => m.label }
  input    = each.value
}
output "ids" { value = { for k, m in module.copy : k => m.id } }
output "labels" { value = values(module.copy)[*].label }
output "one" { value = module.region["eu"].label }
