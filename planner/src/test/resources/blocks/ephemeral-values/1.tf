variable "token" {
  default   = "secret"
  ephemeral = true
}
locals { derived = "x-${var.token}" }
resource "fake_thing" "a" {
  name = "a"
  note = local.derived
}
output "o" { value = local.derived }
output "e" {
  value     = var.token
  ephemeral = true
}
data "fake_lookup" "d" { key = var.token }
