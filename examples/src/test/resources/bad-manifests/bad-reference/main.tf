resource "huaweicloud_fgs_function" "hello" {
  name        = var.nmae
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 3
  code_type   = "inline"
  func_code   = "exports.handler = async () => 1;"
}

variable "name" {
  default = "hello"
}

output "urn" {
  value = huaweicloud_fgs_function.hallo.urn
}
