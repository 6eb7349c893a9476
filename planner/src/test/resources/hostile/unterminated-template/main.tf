locals {
  a = "x${upper("y")
}

output "a" {
  value = 
}
