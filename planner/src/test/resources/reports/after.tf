resource "fake_thing" "base" {
  name = "base"
}
resource "fake_thing" "changed" {
  name = "changed"
  note = "</pre><script>alert('x')</script> & \"```\""
  link = fake_thing.base.id
}
resource "fake_thing" "replaced" {
  name   = "new"
  secret = "hidden two"
}
resource "fake_thing" "made" {
  for_each = toset(["<img src=x onerror=alert(1)>", "b"])
  name     = each.key
  link     = fake_thing.changed.id
}
output "text" {
  value = "<b>after</b>"
}
