variable "with_queue" {
  type    = bool
  default = true
}

variable "with_cache" {
  type    = bool
  default = false
}

variable "prefix" {
  type     = string
  default  = null
  nullable = true
}

module "queue" {
  source = "./queue"
  count  = var.with_queue ? 1 : 0
  name   = var.prefix
}

module "cache" {
  source   = "./queue"
  for_each = var.with_cache ? toset(["a", "b"]) : []
  name     = each.key
  depth    = null
}

module "worker" {
  source    = "./worker"
  queue     = one(module.queue[*].name)
  queue_arn = try(module.queue[0].arn, null)
  caches    = { for key, cache in module.cache : key => cache.depth }
}

output "queue" {
  value = one(module.queue[*])
}

output "queue_name" {
  value = one(module.queue[*].name)
}

output "queues" {
  value = module.queue
}

output "caches" {
  value = module.cache
}

output "worker" {
  value = module.worker
}
