# Who hears of it when orders fail: logs in a stream of their own, an alarm rule, a topic.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
  }
}

provider "huaweicloud" {}

variable "most_failures" {
  description = "How many orders may fail in five minutes before somebody hears of it"
  type        = number
  default     = 3
}

variable "days" {
  description = "How long logs are kept"
  type        = number
  default     = 14
}

variable "webhook" {
  description = "Address that is told; it confirms by opening the subscribe_url that it is sent first"
  type        = string
  default     = null
}

data "archive_file" "orders" {
  type        = "zip"
  source_dir  = "${path.module}/functions/orders"
  output_path = "${path.module}/.planform/packages/orders.zip"
}

resource "huaweicloud_lts_group" "shop" {
  group_name  = "shop"
  ttl_in_days = var.days
  tags        = { stage = "example" }
}

resource "huaweicloud_lts_stream" "orders" {
  group_id    = huaweicloud_lts_group.shop.id
  stream_name = "orders"
}

resource "huaweicloud_fgs_function" "orders" {
  name           = "orders"
  app            = "shop"
  runtime        = "Node.js18.15"
  handler        = "index.handler"
  memory_size    = 128
  timeout        = 10
  code_type      = "zip"
  func_code      = filebase64(data.archive_file.orders.output_path)
  enable_lts_log = true
  log_group_id   = huaweicloud_lts_group.shop.id
  log_stream_id  = huaweicloud_lts_stream.orders.id
  lts_custom_tag = { team = "sales" }
}

resource "huaweicloud_smn_topic" "alerts" {
  name         = "alerts"
  display_name = "What should wake somebody"
  tags         = { stage = "example" }
}

resource "huaweicloud_smn_subscription" "webhook" {
  count     = var.webhook == null ? 0 : 1
  topic_urn = huaweicloud_smn_topic.alerts.topic_urn
  protocol  = "http"
  endpoint  = var.webhook
}

resource "huaweicloud_ces_alarmrule" "failures" {
  alarm_name           = "orders-fail"
  alarm_level          = 1
  alarm_action_enabled = true

  metric {
    namespace   = "SYS.FunctionGraph"
    metric_name = "failcount"
    dimensions {
      name  = "package-functionname"
      value = "${huaweicloud_fgs_function.orders.app}-${huaweicloud_fgs_function.orders.name}"
    }
  }

  condition {
    period              = 300
    filter              = "sum"
    comparison_operator = ">="
    value               = var.most_failures
    count               = 1
  }

  alarm_actions {
    type              = "notification"
    notification_list = [huaweicloud_smn_topic.alerts.topic_urn]
  }

  ok_actions {
    type              = "notification"
    notification_list = [huaweicloud_smn_topic.alerts.topic_urn]
  }
}

output "topic" {
  value = huaweicloud_smn_topic.alerts.topic_urn
}
