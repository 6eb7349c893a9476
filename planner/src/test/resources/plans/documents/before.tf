resource "fake_thing" "json" {
  name = "json"
  note = jsonencode({ keep = 1, size = 2, list = ["a", "b"] })
}

resource "fake_thing" "text" {
  name = "text"
  note = <<-EOT
    first
    second
    third
  EOT
}

resource "fake_thing" "digest" {
  name = "digest"
  note = "sha1:aaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbb"
}
