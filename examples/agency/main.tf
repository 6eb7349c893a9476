# A function that writes into a bucket: with its agency, which may do that and nothing else.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
  }
}

resource "huaweicloud_obs_bucket" "notes" {
  bucket        = "planform-notes"
  force_destroy = true
}

resource "huaweicloud_identity_role" "writer" {
  name        = "notes-writer"
  description = "Puts objects into the bucket of notes"
  type        = "XA"
  policy = jsonencode({
    Version = "1.1"
    Statement = [{
      Effect   = "Allow"
      Action   = ["obs:object:PutObject"]
      Resource = ["OBS:*:*:object:${huaweicloud_obs_bucket.notes.bucket}/*"]
    }]
  })
}

resource "huaweicloud_identity_agency" "writer" {
  name                   = "notes-writer"
  description            = var.description
  delegated_service_name = "op_svc_cff"
  all_resources_roles    = [huaweicloud_identity_role.writer.name]
}

resource "huaweicloud_fgs_function" "notes" {
  name        = "notes"
  app         = "default"
  runtime     = "Python3.9"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 30
  code_type   = "inline"
  func_code   = file("${path.module}/functions/notes/index.py")
  app_agency  = huaweicloud_identity_agency.writer.name
  user_data   = jsonencode({ BUCKET = huaweicloud_obs_bucket.notes.bucket })
}

variable "description" {
  type    = string
  default = "What the function of notes acts with"
}
