variable "target" { type = string }
variable "path" { type = string }
variable "methods" { type = list(string) }

resource "terraform_data" "this" {
  input = { target = var.target, path = var.path, methods = var.methods }
}

output "route" { value = "${join("|", var.methods)} ${var.path}" }
output "target" { value = var.target }
