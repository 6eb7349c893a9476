module "base" {
  size = 2
}

resource "terraform_data" "here" {
  triggers_replace = "overridden"
}
