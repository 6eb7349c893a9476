variable "name" {
  type     = string
  default  = "queue"
  nullable = false
}

variable "depth" {
  type    = number
  default = 10
}

resource "terraform_data" "this" {
  input = { name = var.name, depth = var.depth }
}

output "name" {
  value = var.name
}

output "depth" {
  value = coalesce(var.depth, -1)
}

output "arn" {
  value = "arn:${terraform_data.this.id}:${var.name}"
}
