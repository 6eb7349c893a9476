variable "step" { default = 1 }
locals {
  s = {
    1 = {
      ctx    = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
      jctx   = jsonencode({ a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], s = ["a", "b", "c", "d"], o = [{ id = 1, v = 1 }, { id = 2, v = 2 }, { id = 3, v = 3 }], same = [1], name = "n", id = "i" })
      obj    = { id = "i", name = "n", tags = { a = "b" }, z = 1, list = [1, 2] }
      longer = [1, 2, 3]
      text   = "a\nb"
      text2  = "\n  lead\nx\n\ny"
      toone  = "a\nb"
      totwo  = "ab"
      jw     = "{\"a\": 1,\n \"b\":2}"
      jtype  = jsonencode([1])
      jtos   = jsonencode({ a = 1 })
      stoj   = "plain"
      sens   = { p = sensitive("x"), q = sensitive("y"), r = "z", s = sensitive("s"), keep = sensitive("k") }
      tolist = { a = 1 }
      inner  = [[1, 2], [3]]
      nul    = { a = null, b = 1, c = null }
      jdel   = { x = jsonencode({ a = 1 }), t = "l1\nl2", s = "x", m = { a = 1 } }
      emptyl = []
      jempty = jsonencode({})
      quoted = "say \"hi\" \\ \t tab \u0007 é 💥 $${x} %%{y}"
      jnest  = jsonencode({ inner = jsonencode({ a = 1 }), text = "l1\nl2", "k k" = 1, n = null })
      hd     = { t = "EOT\nEOT" }
      num    = 123456789012345678901234567890
      neg    = -0.000001
      rem    = [{ a = 1 }, { b = 2 }, { c = 3 }]
      jarr   = "[1, 2]"
      jstr   = "\"a\""
      sha    = sha256("x")
    }
    2 = {
      ctx    = [1, 2, 3, 4, "5", 6, 7, 8, 9, 10]
      jctx   = jsonencode({ a = [1, 2, 3, 4, "five", 6, 7, 8, 9, 10], s = ["b", "c", "x", "d", "e"], o = [{ id = 2, v = 2 }, { id = 3, v = 4 }], same = [1], name = "n", id = "i" })
      obj    = { id = "i", name = "n", tags = { a = "b" }, z = 2, list = [1, 2] }
      longer = [0, 1, 2, 3]
      text   = "a\nb\n"
      text2  = "\n  lead\nx\n\nz\n\n"
      toone  = "a"
      totwo  = "a\nb"
      jw     = "{\"a\":1,\"b\":2}"
      jtype  = jsonencode({ a = 1 })
      jtos   = "plain"
      stoj   = jsonencode({ a = 1 })
      sens   = { p = sensitive("x2"), q = "y", r = sensitive("z"), s = "t", keep = sensitive("k") }
      tolist = [1]
      inner  = [[1, 3], [3], [4]]
      nul    = { a = 1, b = null, d = null }
      jdel   = {}
      emptyl = [1]
      jempty = jsonencode({ a = 1 })
      quoted = "say \"ho\""
      jnest  = jsonencode({ inner = jsonencode({ a = 2 }), text = "l1\nl3", "k k" = 2, n = 1 })
      hd     = { t = "EOT\nEOT2" }
      num    = 0.1
      neg    = 1e30
      rem    = [{ a = 1 }, { c = 3 }]
      jarr   = "[1,3]"
      jstr   = "\"b\""
      sha    = sha256("y")
    }
  }
}
resource "terraform_data" "x" {
  for_each = local.s[1]
  input    = local.s[var.step][each.key]
}
output "o" {
  value     = local.s[var.step]
  sensitive = true
}
output "p" {
  value = var.step == 1 ? ["a"] : null
}
output "q" {
  value = { for k, v in local.s[var.step] : k => v if k != "sens" }
}
