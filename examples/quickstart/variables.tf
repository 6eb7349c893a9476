variable "app" {
  description = "The application the functions belong to"
  type        = string
  default     = "quickstart"
}

variable "greeting" {
  description = "How the Node.js function says hello"
  type        = string
  default     = "Hello"

  validation {
    condition     = length(var.greeting) > 0
    error_message = "A greeting has at least one letter."
  }
}
