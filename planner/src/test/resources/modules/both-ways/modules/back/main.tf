variable "name" {}
resource "terraform_data" "back" { input = var.name }
output "id" { value = terraform_data.back.id }
output "sent" { value = var.name }
output "where" { value = path.module }
