resource "huaweicloud_fgs_function" "hello" {
  name        = "hello"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_sise = 128
  timeout     = 3
  code_type   = "inline"
  func_code   = "exports.handler = async () => 1;"
}
