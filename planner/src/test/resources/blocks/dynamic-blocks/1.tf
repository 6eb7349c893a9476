resource "fake_box" "a" {
  name = "a"
  dynamic "rule" {
    for_each = { x = [1, 2], y = [] }
    content {
      path = "/${rule.key}"
      dynamic "port" {
        for_each = rule.value
        content { number = port.value }
      }
    }
  }
  tag { key = "k" }
}
