resource "a" "b" {
  x = 1
  nested {
    y = 2

variable "good" {
}

output "o" {
  value = 1
