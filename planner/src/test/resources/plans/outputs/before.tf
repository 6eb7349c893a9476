output "gone" {
  value = "x"
}
output "list" {
  value = ["a", "b"]
}
output "map" {
  value = { one = 1, "two words" = 2 }
}
output "password" {
  value     = "first-secret"
  sensitive = true
}
output "same" {
  value = 1
}
