variable "name" { type = string }

resource "terraform_data" "disk" {
  input = "${var.name}-disk"
}

resource "terraform_data" "host" {
  input = { name = var.name, where = path.module }

  lifecycle {
    replace_triggered_by  = [terraform_data.disk]
    create_before_destroy = true
  }
}

output "address" {
  value = "${var.name}.example"
}

output "id" {
  value = terraform_data.host.id
}
