resource "fake_thing" "b" { name = "b" }
moved {
  from = fake_thing.a
  to   = fake_thing.b
}
