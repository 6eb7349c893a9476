output "a" {
  value = templatefile("${path.module}/a.tmpl", {})
}
