variable "size" {
  type = number

  validation {
    condition     = var.size >= 0
    error_message = "Not negative."
  }
}

resource "terraform_data" "guarded" {
  input = var.size

  lifecycle {
    precondition {
      condition     = var.size < 100
      error_message = "Too large."
    }
    postcondition {
      condition     = self.input == var.size
      error_message = "Not what was asked for."
    }
  }
}

check "small" {
  assert {
    condition     = terraform_data.guarded.input < 5
    error_message = "Size ${var.size} is not small."
  }
}

output "size" {
  value = terraform_data.guarded.output
}
