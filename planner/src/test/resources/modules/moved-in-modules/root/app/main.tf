variable "network" { type = list(string) }

resource "terraform_data" "main" {
  input = { network = var.network, size = 1 }
}

resource "terraform_data" "old" {
  input = "kept"
}
