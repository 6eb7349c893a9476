variable "version_number" { type = string }
variable "replicas" { type = number }

resource "terraform_data" "revision" {
  input = var.version_number
}

resource "terraform_data" "replica" {
  count = var.replicas
  input = { version = var.version_number, index = count.index }

  lifecycle {
    replace_triggered_by = [terraform_data.revision]
  }
}

resource "terraform_data" "follower" {
  count = var.replicas
  input = var.version_number

  lifecycle {
    ignore_changes       = [input]
    replace_triggered_by = [terraform_data.replica[count.index].id]
  }
}

resource "terraform_data" "pinned" {
  input            = { version = var.version_number, fixed = "f" }
  triggers_replace = { version = var.version_number }

  lifecycle {
    ignore_changes        = [input["version"]]
    create_before_destroy = true
  }
}

output "ids" { value = terraform_data.replica[*].id }
output "revision" { value = terraform_data.revision.output }
