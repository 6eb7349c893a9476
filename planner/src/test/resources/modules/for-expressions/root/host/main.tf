variable "host" {
  type = object({
    name  = string
    zone  = string
    index = number
    tags  = map(string)
  })
}

resource "terraform_data" "host" {
  input = var.host
}

output "id" { value = terraform_data.host.id }
output "zone" { value = terraform_data.host.input.zone }
