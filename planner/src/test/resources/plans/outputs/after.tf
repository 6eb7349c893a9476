resource "fake_thing" "one" {
  name = "one"
}
output "id" {
  value = fake_thing.one.id
}
output "list" {
  value = ["a", "c"]
}
output "map" {
  value = { one = 1, "two words" = 3 }
}
output "password" {
  value     = "second-secret"
  sensitive = true
}
output "same" {
  value = 1
}
output "terminal" {
  value = "\u001b[31mred\nsecond\u001b[0m"
}
