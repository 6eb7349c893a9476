variable "name" {}
variable "zones" {}
variable "generation" {}

resource "terraform_data" "generation" {
  input = var.generation
}

module "zone" {
  source = "./zone"
  count  = length(var.zones)
  name   = "${var.name}-${var.zones[count.index]}"
  hosts  = count.index + 1

  depends_on = [terraform_data.generation]
}

output "zones" {
  value = module.zone
}
