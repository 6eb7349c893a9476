resource "fake_thing" "a" {
  name = "a"
}
resource "fake_box" "b" {
  name = "b"
  dynamic "rule" {
    for_each = [fake_thing.a.id]
    content { path = rule.value == "" ? "none" : "some" }
  }
  dynamic "tag" {
    for_each = fake_thing.a.id == "" ? [] : ["t"]
    content { key = tag.value }
  }
}
resource "fake_box" "hidden" {
  name = "hidden"
  dynamic "rule" {
    for_each = sensitive(["s"])
    content { path = rule.value }
  }
}
