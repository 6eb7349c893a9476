locals {
  ids = { x = "id-x", y = "id-y" }
}
resource "fake_thing" "one" { name = "one" }
resource "fake_thing" "two" {
  name = "two"
  size = 2
}
resource "fake_thing" "three" { name = "renamed" }
resource "fake_thing" "each" {
  for_each = local.ids
  name     = each.key
}
import {
  to = fake_thing.one
  id = "id-one"
}
import {
  to = fake_thing.two
  id = "id-${"two"}"
}
import {
  to = fake_thing.three
  id = "id-three"
}
import {
  for_each = local.ids
  to       = fake_thing.each[each.key]
  id       = each.value
}
