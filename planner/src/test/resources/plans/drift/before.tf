resource "fake_thing" "edited" {
  name = "edited"
  size = 1
}
resource "fake_thing" "deleted" {
  name = "deleted"
}
