resource "fake_thing" "moved" {
  name = "kept"
  size = 2
}

resource "fake_thing" "safe" {
  name = "safe-old"
  link = fake_thing.moved.id
  lifecycle {
    create_before_destroy = true
  }
}

resource "fake_thing" "half" {
  name = "half"
}

resource "fake_thing" "deleted" {
  count = 1
  name  = "deleted"
}

resource "fake_thing" "foreign" {
  name = "foreign"
  size = 3
}

moved {
  from = fake_thing.kept
  to   = fake_thing.moved
}

removed {
  from = fake_thing.replaced
  lifecycle {
    destroy = false
  }
}

import {
  to = fake_thing.foreign
  id = "foreign-id"
}
