output "a" {
  value = templatefile("${path.module}/self.tmpl", {})
}
