resource "huaweicloud_fgs_function" "hello" {
  name        = "9 lives"
  app         = "default"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 1
  code_type   = "inline"
  func_code   = "exports.handler = async () => 1;"
}
