variable "queue" { type = string }
variable "queue_arn" { default = null }
variable "caches" {
  type    = map(number)
  default = {}
}

locals {
  inputs = compact([var.queue, "static", ""])
}

resource "terraform_data" "worker" {
  count = var.queue == null ? 1 : 2
  input = {
    queue  = var.queue
    arn    = var.queue_arn
    caches = var.caches
    inputs = local.inputs
    index  = count.index
  }
}

output "reads" {
  value = can(var.caches["a"]) ? "cache a" : "nothing"
}

output "all" {
  value = terraform_data.worker[*].input
}
