resource "fake_thing" "json" {
  name = "json"
  note = jsonencode({ keep = 1, size = 3, list = ["a", "c"] })
}

resource "fake_thing" "text" {
  name = "text"
  note = <<-EOT
    first
    changed
    third
  EOT
}

resource "fake_thing" "digest" {
  name = "digest"
  note = "sha1:ccccccccccccbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
}
