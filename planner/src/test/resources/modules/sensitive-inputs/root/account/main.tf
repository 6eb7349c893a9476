variable "user" {
  type = object({ name = string, token = optional(string) })
}

variable "salt" {
  type      = string
  sensitive = true
  ephemeral = false
}

locals {
  digest = sha1("${var.salt}${coalesce(var.user.token, "none")}")
}

resource "terraform_data" "account" {
  input = {
    name   = var.user.name
    token  = var.user.token
    digest = local.digest
    tags   = { for key in ["a", "b"] : key => "${key}-${var.user.name}" }
  }
}

output "name" {
  value = terraform_data.account.input.name
}
