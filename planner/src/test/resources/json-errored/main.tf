variable "ok" { default = false }
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" { 
  input = terraform_data.a.input 
  lifecycle {
    precondition {
      condition = var.ok
      error_message = "never b"
    }
  }
}
resource "terraform_data" "c" { input = terraform_data.b.input }
output "o" { value = terraform_data.a.input }
output "q" { value = terraform_data.c.input }
check "w" {
  assert {
    condition = terraform_data.a.input == 2
    error_message = "not two"
  }
}
