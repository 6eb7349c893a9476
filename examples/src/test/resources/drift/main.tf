variable "timeout" {
  type    = number
  default = 5
}

resource "huaweicloud_fgs_function" "echo" {
  name        = "echo"
  app         = "drift"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = var.timeout
  code_type   = "inline"
  func_code   = "exports.handler = async (event) => event;"
}
