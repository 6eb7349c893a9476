variable "backend" { type = string }
variable "name" {}
resource "terraform_data" "front" { input = var.backend }
output "name" { value = upper(var.name) }
output "url" { value = terraform_data.front.output }
