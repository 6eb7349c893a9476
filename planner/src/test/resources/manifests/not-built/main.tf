# Blocks that are not built yet.
moved {
  from = a.b
  to   = a.c
}
import {
  to = a.b
  id = "x"
}
removed { from = a.b }
ephemeral "a" "b" {}
resource "a" "b" {
  provisioner "local-exec" { command = "x" }
}
