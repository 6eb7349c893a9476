variable "n" { default = 1 }
variable "s" {
  default   = "x"
  sensitive = true
}
resource "fake_thing" "a" {
  count = 2
  name  = "a${count.index}"
  size  = var.n
  lifecycle {
    precondition {
      condition     = var.n > 2
      error_message = "n is ${var.n} at ${count.index}"
    }
  }
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle {
    postcondition {
      condition     = self.name == "c"
      error_message = "name is ${self.name}, ${var.s}"
    }
  }
}
output "o" {
  value = 1
  precondition {
    condition     = var.n == 4
    error_message = "n is not 4"
  }
}
