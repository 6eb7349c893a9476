variable "n" { 
  type = string
  validation {
    condition = length(var.n) > 0
    error_message = "empty"
  }
}
resource "terraform_data" "inner" { 
  count = 2
  input = var.n 
  lifecycle {
    postcondition {
      condition = self.output != ""
      error_message = "no output"
    }
  }
}
output "out" { 
  value = terraform_data.inner[*].output
  precondition {
    condition = var.n != "r"
    error_message = "q"
  }
}
check "in" {
  assert {
    condition = length(terraform_data.inner) == 1
    error_message = "one"
  }
}
