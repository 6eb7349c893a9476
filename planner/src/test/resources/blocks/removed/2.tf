resource "fake_thing" "other" { name = "other" }
removed {
  from = fake_thing.kept
  lifecycle { destroy = false }
}
removed {
  from = fake_thing.gone
}
