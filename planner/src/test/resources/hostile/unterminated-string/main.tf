locals {
  a = "no end
  b = 1
}

output "a" {
  value = local.a
  typo  = 1
}
