# Pictures put into one bucket come out small in another: as it would be written for the cloud.
terraform {
  required_version = ">= 1.3"
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = ">= 1.70"
    }
  }
}

provider "huaweicloud" {
  region     = var.region
  access_key = var.access_key
  secret_key = var.secret_key
}

variable "region" {
  default = "cn-north-4"
}

variable "access_key" {
  default   = "key"
  sensitive = true
}

variable "secret_key" {
  default   = "secret"
  sensitive = true
}

resource "huaweicloud_obs_bucket" "pictures" {
  for_each = toset(["originals", "thumbnails"])

  bucket        = "example-${each.key}"
  acl           = "private"
  force_destroy = true
}

resource "huaweicloud_identity_agency" "functions" {
  name                   = "functions"
  delegated_service_name = "op_svc_cff"

  project_role {
    project = var.region
    roles   = ["OBS OperateAccess"]
  }
}

resource "huaweicloud_fgs_function" "shrink" {
  name        = "shrink"
  app         = "default"
  agency      = huaweicloud_identity_agency.functions.name
  runtime     = "Python3.6"
  handler     = "index.handler"
  memory_size = 256
  timeout     = 40
  code_type   = "inline"
  func_code   = base64encode("def handler(event, context): return 'small'")

  user_data = jsonencode({
    target = huaweicloud_obs_bucket.pictures["thumbnails"].bucket
  })

  versions {
    name = "latest"

    aliases {
      name = "live"
    }
  }

  reserved_instances {
    qualifier_type = "alias"
    qualifier_name = "live"
    count          = 1

    tactics_config {
      cron_configs {
        name         = "mornings"
        cron         = "0 0 7 * * ?"
        count        = 2
        start_time   = 1700000000
        expired_time = 1800000000
      }
    }
  }
}

resource "huaweicloud_fgs_function_trigger" "uploads" {
  function_urn                   = huaweicloud_fgs_function.shrink.urn
  type                           = "EVENTGRID"
  status                         = "ACTIVE"
  cascade_delete_eg_subscription = true

  event_data = jsonencode({
    trigger_name = "uploads"
    source_name  = "HC.OBS.DWR"
    bucket       = huaweicloud_obs_bucket.pictures["originals"].bucket
    event_types  = ["OBS:DWR:ObjectCreated:PUT"]
    Key_encode   = true
  })

  lifecycle {
    ignore_changes = [event_data]
  }
}

output "function" {
  value = huaweicloud_fgs_function.shrink.urn
}
