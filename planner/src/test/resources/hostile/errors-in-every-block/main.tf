variable "a" {
  type = strin
}

locals {
  b = 1 +
  c = [1, 2
  d = "ok"
}

resource "fake_thing" "one" {
  name = 'single'
  size = )
}

output "missing" {
  value = locl.d
}

output "extra" {
  value = local.d
  sensitiv = true
}
