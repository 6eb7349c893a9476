resource "fake_thing" "renamed" {
  name = "new"
}

resource "fake_thing" "counted" {
  count = 1
  name  = "counted-${count.index}"
}
