variable "names" { type = list(string) }

resource "terraform_data" "subnet" {
  count = length(var.names)
  input = var.names[count.index]
}

output "ids" { value = terraform_data.subnet[*].id }
