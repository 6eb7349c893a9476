resource "fake_thing" "a3" { name = "a" }
resource "fake_thing" "single" { name = "single" }
