output "code" {
  value = file("${path.module}/no-such-file.js")
}
