variable "size" { type = number }
variable "flag" {
  type     = bool
  default  = true
  nullable = false
}
variable "nothing" { default = null }
variable "secret" { sensitive = true }
variable "tags" { type = map(string) }
variable "any" { type = any }
variable "options" {
  type = object({
    name   = string
    nested = list(object({ on = optional(bool, false) }))
    size   = optional(number, 7)
  })
}
resource "terraform_data" "r" {
  input = { secret = var.secret, tags = join(",", values(var.tags)) }
}
output "seen" { value = [var.size + 1, var.flag, var.nothing, var.any, var.options] }
output "secret" { value = var.secret }
output "options" { value = var.options }
