resource "fake_thing" "one" {
  name = "one"
  size = 256
  note = "as it was"
}
