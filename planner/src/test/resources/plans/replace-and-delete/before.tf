resource "fake_thing" "renamed" {
  name = "old"
}

resource "fake_thing" "counted" {
  count = 2
  name  = "counted-${count.index}"
}

resource "fake_thing" "gone" {
  name = "gone"
}
