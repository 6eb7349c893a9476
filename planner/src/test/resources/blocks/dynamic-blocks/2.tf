resource "fake_box" "a" {
  name = "a"
  dynamic "rule" {
    for_each = { x = [1, 3] }
    iterator = it
    content {
      path = "/${it.key}"
      dynamic "port" {
        for_each = it.value
        content { number = port.value }
      }
    }
  }
  dynamic "tag" {
    for_each = toset(["k", "l"])
    content { key = tag.value }
  }
}
