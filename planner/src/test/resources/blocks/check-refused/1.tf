check "c" {
  data "fake_lookup" "r" {
    key   = "x"
    count = 2
  }
  assert {
    condition     = "x"
    error_message = "m"
  }
}
check "empty" {}
check "empty" {
  assert {
    condition = 1 == self.x
  }
}
output "bad" { value = data.fake_lookup.r[0].value }
resource "fake_thing" "a" {
  name = "a"
  lifecycle {
    precondition {
      condition     = self.id == ""
      error_message = "m"
    }
  }
}
data "fake_lookup" "d" {
  key = "a"
  lifecycle {
    prevent_destroy = true
  }
}
