variable "v" {
  default = 12
  validation {
    condition     = var.v > 12
    error_message = "Too small: ${var.v}."
  }
  validation {
    condition     = var.v < length(data.fake_lookup.limit.value)
    error_message = "Beyond the limit."
  }
}
variable "w" {
  default = "x"
  validation {
    condition     = local.other == var.w
    error_message = "w is not ${local.other}"
  }
}
locals { other = "z" }
data "fake_lookup" "limit" { key = "limit" }
