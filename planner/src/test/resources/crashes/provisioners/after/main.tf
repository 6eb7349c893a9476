resource "fake_thing" "replaced" {
  name = "new"
  provisioner "local-exec" {
    command = "echo made ${self.name} >> provisioned"
  }
  provisioner "local-exec" {
    command = "echo leaving ${self.name} >> provisioned"
    when    = destroy
  }
}

resource "fake_thing" "safe" {
  name = "safe-new"
  lifecycle {
    create_before_destroy = true
  }
  provisioner "local-exec" {
    command = "echo made ${self.name} >> provisioned"
  }
}
