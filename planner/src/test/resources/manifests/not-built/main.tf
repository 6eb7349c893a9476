module "m" { source = "./m" }
moved {
  from = a.b
  to   = a.c
}
check "c" {}
import {
  to = a.b
  id = "x"
}
removed { from = a.b }
ephemeral "a" "b" {}
resource "a" "b" {
  dynamic "x" {
    for_each = []
    content {}
  }
  provisioner "local-exec" { command = "x" }
  lifecycle { precondition {
    condition = true
    error_message = ""
  } }
}
