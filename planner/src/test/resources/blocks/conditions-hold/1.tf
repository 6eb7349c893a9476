variable "n" { default = 3 }
resource "fake_thing" "a" {
  name = "a"
  size = var.n
  lifecycle {
    precondition {
      condition     = var.n > 2
      error_message = "n is ${var.n}"
    }
    postcondition {
      condition     = self.id != "" && self.size == 3
      error_message = "size is ${self.size}"
    }
  }
}
data "fake_lookup" "d" {
  key = "k"
  lifecycle {
    postcondition {
      condition     = self.value == "found k" && fake_thing.a.id != ""
      error_message = "found ${self.value}"
    }
  }
}
output "o" {
  value = 1
  precondition {
    condition     = length(fake_thing.a.id) > 3
    error_message = "short"
  }
}
