resource "terraform_data" "deep" {}
data "terraform_remote_state" "deep" {
  backend = "local"
  config  = { path = "" }
}
output "o" { value = terraform_data.deep.id }
