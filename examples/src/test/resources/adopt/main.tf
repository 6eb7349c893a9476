data "archive_file" "packed" {
  type        = "zip"
  output_path = "${path.module}/.planform/packed.zip"

  source {
    filename = "index.py"
    content  = "def handler(event, context):\n    return event\n"
  }
}

resource "huaweicloud_fgs_function" "inline" {
  name        = "inline"
  app         = "adopt"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 5
  user_data   = jsonencode({ greeting = "Hello" })
  tags        = { owner = "somebody" }
  code_type   = "inline"
  func_code   = "exports.handler = async (event) => event;\n"
}

resource "huaweicloud_fgs_function" "packed" {
  name        = "packed"
  app         = "adopt"
  runtime     = "Python3.10"
  handler     = "index.handler"
  memory_size = 256
  timeout     = 3
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.packed.output_path)
}

resource "huaweicloud_fgs_function_trigger" "minute" {
  function_urn = huaweicloud_fgs_function.inline.urn
  type         = "TIMER"
  status       = "DISABLED"
  event_data = jsonencode({
    name          = "minute"
    schedule_type = "Rate"
    schedule      = "1m"
  })
}
