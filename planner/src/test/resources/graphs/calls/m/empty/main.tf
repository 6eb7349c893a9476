variable "q" {}
output "q" { value = var.q }
