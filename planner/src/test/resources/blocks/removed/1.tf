resource "fake_thing" "kept" {
  count = 2
  name  = "kept${count.index}"
}
resource "fake_thing" "gone" { name = "gone" }
resource "fake_thing" "other" { name = "other" }
