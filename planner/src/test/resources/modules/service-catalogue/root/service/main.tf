variable "name" { type = string }

variable "limits" {
  type = object({
    memory  = number
    timeout = number
    burst   = optional(list(number))
  })
}

variable "labels" { type = map(string) }

variable "secrets" {
  type    = map(string)
  default = {}
}

resource "terraform_data" "function" {
  input = {
    name        = var.name
    limits      = var.limits
    labels      = var.labels
    environment = jsonencode({ SERVICE = upper(var.name), SECRETS = var.secrets, LIMITS = var.limits })
  }
  triggers_replace = [var.name, length(var.secrets)]
}

resource "terraform_data" "burst" {
  count = try(length(var.limits.burst), 0) > 0 ? 1 : 0
  input = sum(var.limits.burst)
}

output "id" { value = terraform_data.function.id }

output "summary" {
  value = {
    name  = var.name
    burst = one(terraform_data.burst[*].input)
    tier  = lookup(var.labels, "tier", "none")
  }
}
