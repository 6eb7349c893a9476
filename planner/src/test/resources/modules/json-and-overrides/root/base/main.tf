variable "size" { type = number }
variable "labels" {
  type    = map(string)
  default = {}
}

resource "terraform_data" "base" {
  input = "size ${var.size}"
}

output "size" { value = var.size }
output "labels" { value = var.labels }
