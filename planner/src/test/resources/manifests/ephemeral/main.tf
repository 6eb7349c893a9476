ephemeral "a" "b" {}
resource "a" "b" {
}
