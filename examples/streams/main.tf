# What calls a function without a caller: records of a data stream, and what happens to the objects
# of a bucket. A function that is called asynchronously puts its results into the stream.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
  }
}

provider "huaweicloud" {}

variable "clock" {
  description = "Whether a timer calls the function, too: ACTIVE or DISABLED."
  default     = "DISABLED"
}

variable "kept" {
  description = "For how many hours records are kept."
  default     = 24
}

variable "suffix" {
  description = "Of the objects that the function is told of."
  default     = ".csv"
}

resource "huaweicloud_dis_stream" "measured" {
  stream_name      = "measured"
  partition_count  = 2
  retention_period = var.kept
  tags             = { example = "streams" }
}

resource "huaweicloud_obs_bucket" "reports" {
  bucket        = "planform-reports"
  force_destroy = true
}

data "archive_file" "code" {
  for_each    = toset(["hear", "measure"])
  type        = "zip"
  source_dir  = "${path.module}/functions/${each.key}"
  output_path = "${path.module}/.planform/packages/${each.key}.zip"
}

resource "huaweicloud_fgs_function" "this" {
  for_each    = data.archive_file.code
  name        = each.key
  app         = "sensors"
  runtime     = "Node.js18.15"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 10
  code_type   = "zip"
  func_code   = filebase64(each.value.output_path)
}

resource "huaweicloud_fgs_async_invoke_configuration" "measure" {
  function_urn                   = huaweicloud_fgs_function.this["measure"].urn
  max_async_event_age_in_seconds = 600
  max_async_retry_attempts       = 0
  on_success {
    destination = "DIS"
    param       = jsonencode({ stream_name = huaweicloud_dis_stream.measured.stream_name })
  }
}

resource "huaweicloud_fgs_trigger" "records" {
  function_urn = huaweicloud_fgs_function.this["hear"].urn
  type         = "DIS"
  dis {
    stream_name       = huaweicloud_dis_stream.measured.stream_name
    starting_position = "LATEST"
    max_fetch_bytes   = 1048576
    pull_period       = 50
    serial_enable     = true
  }
}

resource "huaweicloud_fgs_trigger" "objects" {
  function_urn = huaweicloud_fgs_function.this["hear"].urn
  type         = "OBS"
  obs {
    bucket_name             = huaweicloud_obs_bucket.reports.bucket
    event_notification_name = "reports"
    events                  = ["ObjectCreated"]
    suffix                  = var.suffix
  }
}

resource "huaweicloud_fgs_trigger" "clock" {
  function_urn = huaweicloud_fgs_function.this["hear"].urn
  type         = "TIMER"
  status       = var.clock
  timer {
    name          = "clock"
    schedule_type = "Rate"
    schedule      = "1d"
  }
}
