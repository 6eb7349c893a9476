variable "old" {
  default    = "x"
  deprecated = "Use new."
}
output "o" { value = var.old }
