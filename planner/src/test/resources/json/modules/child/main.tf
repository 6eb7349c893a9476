variable "name" {
  type = string
}
resource "terraform_data" "inner" {
  input = upper(var.name)
}
output "result" {
  value = terraform_data.inner.output
}
