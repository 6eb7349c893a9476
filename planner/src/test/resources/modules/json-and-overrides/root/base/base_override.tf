variable "labels" {
  default = { never = "used" }
}

resource "terraform_data" "base" {
  input = { size = var.size, overridden = true }
}
