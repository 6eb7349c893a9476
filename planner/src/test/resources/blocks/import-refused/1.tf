resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
resource "fake_thing" "c" {
  count = 1
  name  = "c"
}
resource "fake_thing" "d" { name = "d" }
resource "fake_thing" "e" { name = "e" }
import {
  to = fake_thing.a
  id = "nowhere"
}
import {
  to = fake_thing.b
  id = ""
}
import {
  to = fake_thing.c[1]
  id = "x"
}
import {
  to = fake_thing.d
  id = fake_thing.a.id
}
import {
  to = fake_thing.e
  id = sensitive("x")
}
