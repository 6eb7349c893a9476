variable "secret" {
  sensitive = true
  default   = "s3cret"
}

resource "terraform_data" "plain" {
  input = "hello"
}

resource "terraform_data" "counted" {
  count = 11
  input = { n = count.index, list = ["a", "b"] }
}

resource "terraform_data" "keyed" {
  for_each         = toset(["x", "y\"z"])
  input            = each.key
  triggers_replace = [terraform_data.plain.id]
}

resource "terraform_data" "hidden" {
  input      = { a = var.secret, b = 2, n = null, m = tomap({ k = var.secret }), l = [var.secret] }
  depends_on = [terraform_data.counted]
  lifecycle {
    create_before_destroy = true
  }
}

resource "terraform_data" "documents" {
  input = {
    json  = jsonencode({ a = 1, n = null })
    lines = "one\ntwo\n"
    none  = []
    set   = toset(["b", "a"])
    big   = 123456789012345678901234567890
    small = 0.000001
    html  = "<a & b>"
  }
}

module "m" {
  source   = "./m"
  for_each = toset(["one", "two"])
  v        = terraform_data.plain.output
}

module "deep" {
  source = "./deep"
}

output "text" {
  value = terraform_data.plain.output
}

output "object" {
  value = { a = 1, b = [true, null, { c = null, d = "x" }], c = null, m = tomap({ z = null, y = "1" }) }
}

output "secret" {
  value     = { inside = var.secret }
  sensitive = true
}

output "set" {
  value = toset(["b", "a"])
}

output "lines" {
  value = "one\ntwo"
}

data "terraform_remote_state" "other" {
  backend = "local"
  config  = { path = "other.state" }
}
