variable "password" {
  type      = string
  sensitive = true

  validation {
    condition     = length(var.password) >= 4
    error_message = "Too short."
  }
}

variable "options" {
  type = object({
    user     = string
    password = string
    port     = optional(number, 5432)
  })
}

resource "terraform_data" "database" {
  input = {
    host     = "db.${var.options.user}"
    password = var.password
    nested   = { list = [var.options.password, "open", null], port = var.options.port }
    url      = "${var.options.user}:${var.password}@db"
  }
}

resource "terraform_data" "secret" {
  input            = var.password
  triggers_replace = sha256(var.password)
}

output "url" {
  value     = terraform_data.database.input.url
  sensitive = true
}

output "host" {
  value = terraform_data.database.input.host
}
