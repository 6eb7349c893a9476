# Two functions that share a file system: one writes into it, the other reads what is there.

terraform {
  required_providers {
    huaweicloud = { source = "huaweicloud/huaweicloud" }
  }
}

variable "size" {
  type        = number
  default     = 500
  description = "Gigabytes; it takes the room of what is in it"
}

resource "huaweicloud_sfs_turbo" "notes" {
  name              = "notes"
  size              = var.size
  availability_zone = "local-1a"
  vpc_id            = "default"
  subnet_id         = "default"
  security_group_id = "default"
  tags              = { of = "notes" }
}

resource "huaweicloud_identity_agency" "files" {
  name                   = "files"
  description            = "What functions mount file systems with"
  delegated_service_name = "op_svc_cff"
  all_resources_roles    = ["SFS Administrator"]
}

resource "huaweicloud_fgs_function" "notes" {
  for_each = {
    writer = "/mnt/out"
    reader = "/mnt/in"
  }

  name        = "notes-${each.key}"
  app         = "default"
  runtime     = "Python3.10"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 30
  code_type   = "inline"
  func_code   = file("${path.module}/functions/notes/index.py")
  agency      = huaweicloud_identity_agency.files.name
  user_data   = jsonencode({ FOLDER = each.value })

  func_mounts {
    mount_type       = "sfsTurbo"
    mount_resource   = huaweicloud_sfs_turbo.notes.id
    mount_share_path = huaweicloud_sfs_turbo.notes.export_location
    local_mount_path = each.value
  }
}
