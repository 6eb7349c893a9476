resource "huaweicloud_fgs_function" "hello" {
  name        = "hello"
  app         = "default"
  runtime     = "Cobol85"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 3
  code_type   = "inline"
  func_code   = "exports.handler = async () => 1;"
}
