resource "huaweicloud_fgs_function" "hello" {
  name = "hello"
  app  = "default
  runtime = "Node.js18.15"
}

variable "fine" {
  default = 1
}

output "also_broken" {
  value = [1, 2
}
