resource "fake_thing" "a" { name = "a" }
resource "fake_thing" "b" { name = "b" }
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
moved {
  from = fake_thing.x
  to   = fake_thing.x
}
moved {
  from = fake_thing.p
  to   = fake_thing.q
}
moved {
  from = fake_thing.q
  to   = fake_thing.p
}
moved {
  from = fake_thing.m
  to   = fake_thing.n
}
moved {
  from = fake_thing.m
  to   = fake_thing.o
}
moved {
  from = fake_thing.s
  to   = fake_box.s
}
removed {
  from = fake_thing.a
}
import {
  to = fake_thing.missing
  id = "x"
}
