variable "x" {}
resource "terraform_data" "deep" {
  triggers_replace = var.x
}
output "where" { value = path.module }
