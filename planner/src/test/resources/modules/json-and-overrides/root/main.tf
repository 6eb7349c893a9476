module "base" {
  source = "./base"
  size   = 1
  labels = { a = "1" }
}

resource "terraform_data" "here" {
  input = { size = module.base.size, note = "from main" }
}

output "labels" {
  value = module.base.labels
}
