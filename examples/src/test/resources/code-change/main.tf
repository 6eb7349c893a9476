variable "timeout" {
  type    = number
  default = 5
}

data "archive_file" "folder" {
  type        = "zip"
  source_dir  = "${path.module}/folder"
  output_path = "${path.module}/.planform/folder.zip"
}

resource "huaweicloud_fgs_function" "folder" {
  name        = "folder"
  app         = "code"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 5
  code_type   = "zip"
  func_code   = filebase64(data.archive_file.folder.output_path)
}

resource "huaweicloud_fgs_function" "zip" {
  name        = "zip"
  app         = "code"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = var.timeout
  code_type   = "zip"
  func_code   = filebase64("${path.module}/made.zip")
}
