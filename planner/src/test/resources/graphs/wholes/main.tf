resource "terraform_data" "x1" {}
resource "terraform_data" "x2" { input = terraform_data.x1 }
resource "terraform_data" "x3" { input = [terraform_data.x2, terraform_data.x1] }
module "w" { source = "./m" }
module "w-x" { source = "./m" }
module "w2" { source = "./m" }
locals { all = [terraform_data.x1.id, module.w.o, module.w2] }
resource "terraform_data" "é" { input = local.all }
resource "terraform_data" "a-b" {
  input = local.all
  lifecycle {
    replace_triggered_by = [terraform_data.x3]
    precondition {
      condition     = module.w-x.o != ""
      error_message = "x"
    }
  }
}
resource "terraform_data" "a" {
  input = terraform_data.é.id
}
module "z" {
  source = "./m/n"
  count  = terraform_data.a.id == "" ? 1 : 0
}
