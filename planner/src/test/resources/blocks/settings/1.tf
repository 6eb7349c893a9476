terraform {
  required_version = ">= 1.3, < 1.11"
  experiments      = [x]
  required_providers {
    fake        = { source = "huaweicloud/fake", version = ">= 1" }
    huaweicloud = { source = "registry.example/huaweicloud/huaweicloud" }
    archive     = { source = "hashicorp/archive" }
    random      = { source = "someone/random" }
    broken      = { source = "a/b/c/d" }
  }
  cloud { organization = "x" }
}
