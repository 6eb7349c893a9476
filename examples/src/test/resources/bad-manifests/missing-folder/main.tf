data "archive_file" "code" {
  type        = "zip"
  source_dir  = "${path.module}/no-such-folder"
  output_path = "${path.module}/code.zip"
}
