resource "fake_thing" "replaced" {
  name = "old"
  provisioner "local-exec" {
    command = "echo leaving ${self.name} >> provisioned"
    when    = destroy
  }
}

resource "fake_thing" "safe" {
  name = "safe-old"
  lifecycle {
    create_before_destroy = true
  }
}
