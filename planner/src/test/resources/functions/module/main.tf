# Unknown values for the cases: nothing of this was applied.
resource "terraform_data" "later" {
  input = "x"
}

locals {
  text     = tostring(terraform_data.later.id)
  number   = tonumber(terraform_data.later.id)
  truth    = tobool(terraform_data.later.id)
  any      = terraform_data.later.output
  texts    = tolist([local.text, "b"])
  secret   = sensitive("pw")
  template = "hello $${name}"
  broken   = "hello $${"
  loop     = "%%{ for x in xs ~}[$${x}]%%{ endfor ~}"
  key      = file("key.pem")
}
