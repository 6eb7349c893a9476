output "urls" {
  description = "What to open or curl, by environment"
  value       = { for environment, greeter in module.greeter : environment => greeter.url }
}
