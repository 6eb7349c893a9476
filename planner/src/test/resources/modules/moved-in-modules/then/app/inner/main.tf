resource "terraform_data" "new" {
  input = "kept"
}
