variable "good1" {}

resource "a" "b" {
  x = 1 +
  y = 2
  z = [1 2]
  w =
}

variable "good2" {
  default = "unterminated
}

output "o" {
  value = (1
}

variable good3" {}

locals { a = 1, b = 2 }

x y z
= 5

variable "good4" {
  default = 'x'
  description = "d"
}
}
variable "a${b}" {}
variable "good5" {}
