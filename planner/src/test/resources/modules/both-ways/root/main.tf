# Two modules that take from each other: no circle, since no output rests on itself.
module "front" {
  source  = "../modules/front"
  backend = module.back.id
  name    = "front"
}
module "back" {
  source = "../modules/back"
  name   = module.front.name
}
output "all" { value = [module.front.url, module.back] }
