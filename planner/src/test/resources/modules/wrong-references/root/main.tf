module "b" {
  source = "./a"
}
output "r" { value = module.nope.s }
output "t" { value = module.b.t }
