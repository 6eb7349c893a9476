resource "fake_thing" "base" {
  name = "base"
}
resource "fake_thing" "changed" {
  name = "changed"
  note = "before"
  link = fake_thing.base.id
}
resource "fake_thing" "replaced" {
  name   = "old"
  secret = "hidden one"
}
resource "fake_thing" "gone" {
  name = "gone"
  link = fake_thing.base.id
}
output "text" {
  value = "before"
}
