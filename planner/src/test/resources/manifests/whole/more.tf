/* every kind of item */
variable "größe" {
  type = object({
    a = string
    b = optional(list(number), [1, 2])
  })
  validation {
    condition     = var.größe.a != ""
    error_message = "😀 must not be empty"
  }
}

resource null_thing empty {}
resource "null_thing" "one-line" { a = 1 } // comment
resource "null_thing" "blocks" {
  for_each = toset(["a"])
  provider = other.eu
  heredoc  = <<-EOT
    ${each.key} {
  EOT
  multi = [
    "a", # x
    { b = "}" },
  ]
  nested {
  }
  nested "label" {
    deeper { x = 1 }
    y = f(1,
      2)
  }
  depends_on = [null_thing.empty]
  lifecycle {
    ignore_changes  = [multi]
    prevent_destroy = true
  }
}
provider "other" {
  alias = "eu"
}
