variable "name" { nullable = false }
variable "ok" { type = number }
variable "l" { type = map(string) }
variable "v" {
  validation {
    condition     = var.v == "good"
    error_message = "Not good: ${var.v}"
  }
}
