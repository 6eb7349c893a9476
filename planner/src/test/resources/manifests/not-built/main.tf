# Blocks that are not built yet.
ephemeral "a" "b" {}
resource "a" "b" {
}
