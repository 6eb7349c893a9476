variable "value" {
  type = any
}

resource "terraform_data" "store" {
  input = var.value
}

resource "terraform_data" "keeper" {
  triggers_replace = var.value
}

output "stored" {
  value = terraform_data.store.output
}
