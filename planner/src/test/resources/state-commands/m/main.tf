variable "v" {}

resource "terraform_data" "inner" {
  input = "${var.v} x\nline two\n"
}

output "id" {
  value = terraform_data.inner.id
}
