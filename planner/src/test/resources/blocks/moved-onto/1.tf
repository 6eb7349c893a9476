resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
