variable "i" {}
resource "terraform_data" "deep" { input = var.i }
output "o" { value = terraform_data.deep.id }
