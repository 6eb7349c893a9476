moved {
  from = module.x
  to   = fake_thing.a
}
moved { from = module.x }
moved {
  from = data.fake_lookup.a
  to   = fake_thing.b[local.x]
}
removed {
  from = fake_thing.b[0]
}
removed {
  from = fake_thing.b
  lifecycle { destroy = "x" }
}
import { to = module.x }
import {
  to       = fake_thing.a
  id       = "x"
  identity = {}
}
import {
  to = fake_thing.a
  id = "y"
}
