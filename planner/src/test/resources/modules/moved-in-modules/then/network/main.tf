variable "names" { type = list(string) }

resource "terraform_data" "subnet" {
  for_each = toset(var.names)
  input    = each.key
}

moved {
  from = terraform_data.subnet[0]
  to   = terraform_data.subnet["one"]
}

moved {
  from = terraform_data.subnet[1]
  to   = terraform_data.subnet["two"]
}

output "ids" { value = { for name, subnet in terraform_data.subnet : name => subnet.id } }
