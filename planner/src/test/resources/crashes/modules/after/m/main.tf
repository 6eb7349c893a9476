resource "fake_thing" "kept" {
  name = "kept"
  size = 2
}

resource "fake_thing" "replaced" {
  name = "new"
}

resource "fake_thing" "safe" {
  name = "safe-new"
  link = fake_thing.kept.id
  lifecycle {
    create_before_destroy = true
  }
}

resource "fake_thing" "half" {
  name = "half"
}

resource "fake_thing" "created" {
  name   = "created"
  secret = "not to be read"
  note   = data.fake_lookup.late.value
}

data "fake_lookup" "late" {
  key = fake_thing.replaced.id
}


output "id" {
  value = fake_thing.created.id
}
