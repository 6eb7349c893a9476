variable "title" { type = string }

variable "pages" {
  type = list(object({
    slug  = string
    title = string
    draft = optional(bool, false)
  }))
}

locals {
  index = templatefile("${path.module}/templates/index.tftpl", {
    title = var.title
    pages = { for page in var.pages : page.slug => page if !page.draft || page.slug == "about" }
  })
}

resource "terraform_data" "page" {
  for_each = { for page in var.pages : page.slug => page }
  input    = <<-EOT
    # ${each.value.title}
    %{~if each.value.draft}
    (a draft)
    %{~endif}

    ${indent(2, "one\ntwo")}
  EOT
}

resource "terraform_data" "style" {
  input = {
    hash    = filemd5("${path.module}/templates/style.css")
    content = file("${path.module}/templates/style.css")
  }
}

output "index" {
  value = local.index
}

output "files" {
  value = [for f in fileset(path.module, "templates/*") : basename(f)]
}
