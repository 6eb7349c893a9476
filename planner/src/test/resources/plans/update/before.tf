resource "fake_thing" "one" {
  name = "one"
  size = 128
  note = "as it was"
}
