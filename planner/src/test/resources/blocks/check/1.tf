variable "n" { default = 3 }
resource "fake_thing" "a" {
  name = "a"
}
check "c" {
  data "fake_lookup" "scoped" {
    key = "k"
  }
  assert {
    condition     = data.fake_lookup.scoped.value == "other"
    error_message = "It is ${data.fake_lookup.scoped.value}."
  }
  assert {
    condition     = var.n == 4
    error_message = "n is not four"
  }
  assert {
    condition     = fake_thing.a.id == "x"
    error_message = "the id is not x"
  }
}
check "broken" {
  data "fake_lookup" "gone" {
    key = "missing"
  }
  assert {
    condition     = data.fake_lookup.gone.value == "x"
    error_message = "never said"
  }
}
