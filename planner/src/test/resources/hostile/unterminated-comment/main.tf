output "early" {
  value = 
}

/* no end
output "late" {
  value = 1
}
