resource "fake_thing" "kept" {
  name = "kept"
  size = 1
}

resource "fake_thing" "replaced" {
  name = "old"
}

resource "fake_thing" "safe" {
  name = "safe-old"
  link = fake_thing.kept.id
  lifecycle {
    create_before_destroy = true
  }
}

# Is made in half, and so tainted.
resource "fake_thing" "half" {
  name = "half"
}

resource "fake_thing" "deleted" {
  name = "deleted"
}

output "gone" {
  value = fake_thing.deleted.id
}
