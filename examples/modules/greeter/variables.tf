variable "environment" {
  description = "Becomes a part of the function's name and of its URL"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*$", var.environment))
    error_message = "An environment's name is made of small letters and digits."
  }
}

variable "greeting" {
  description = "How the function says hello"
  type        = string
}

variable "memory_size" {
  description = "Memory in MB"
  type        = number
}
