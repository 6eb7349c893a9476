variable "zones" {
  type    = set(string)
  default = ["cn-north-4a", "cn-north-4b"]
}

variable "services" {
  description = "What runs, by name"
  type = map(object({
    enabled = optional(bool, true)
    labels  = optional(map(string), {})
    secrets = optional(set(string), [])
    limits = optional(object({
      memory  = optional(number, 128)
      timeout = optional(number, 3)
      burst   = optional(list(number))
    }), {})
    routes = optional(list(object({
      path    = string
      methods = optional(list(string), ["POST", "GET"])
    })), [])
  }))

  validation {
    condition     = alltrue([for s in values(var.services) : s.limits.memory >= 128])
    error_message = "No service runs in less than 128 MB."
  }
}
