module "m" {
  source  = "./m"
  size    = "3"
  flag    = null
  secret  = "hunter2"
  tags    = { a = 1, b = true }
  options = { name = "x", nested = [{}] }
  any     = [1, "two"]
}
output "seen" { value = module.m.seen }
output "secret" {
  value     = module.m.secret
  sensitive = true
}
output "keys" { value = [for k, v in module.m.options : k] }
