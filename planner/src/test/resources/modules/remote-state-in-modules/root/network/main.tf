resource "terraform_data" "network" {
  input = "net"
}
