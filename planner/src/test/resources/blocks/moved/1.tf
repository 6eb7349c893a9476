resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "c" {
  for_each = toset(["x", "y"])
  name     = "c${each.key}"
}
resource "fake_thing" "single" { name = "single" }
