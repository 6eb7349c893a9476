resource "fake_thing" "one" {
  name   = "one"
  size   = 128
  secret = "hidden"
}

resource "fake_thing" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
  link     = fake_thing.one.id
}

output "one" {
  value = fake_thing.one.id
}
