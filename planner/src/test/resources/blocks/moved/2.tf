resource "fake_thing" "a3" { name = "a" }
resource "fake_thing" "b2" {
  name = "b"
  size = 5
}
resource "fake_thing" "d" {
  for_each = toset(["x", "z"])
  name     = each.key == "z" ? "cy" : "c${each.key}"
}
resource "fake_thing" "single" {
  count = 2
  name  = count.index == 0 ? "single" : "more"
}
moved {
  from = fake_thing.a
  to   = fake_thing.a2
}
moved {
  from = fake_thing.a2
  to   = fake_thing.a3
}
moved {
  from = fake_thing.b
  to   = fake_thing.b2
}
moved {
  from = fake_thing.c
  to   = fake_thing.d
}
moved {
  from = fake_thing.d["y"]
  to   = fake_thing.d["z"]
}
