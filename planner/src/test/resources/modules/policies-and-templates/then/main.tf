module "policy" {
  source     = "./policy"
  principals = ["svc-b", "svc-c"]
  buckets    = { logs = ["read", "write"], data = ["read", "write"], tmp = [] }
}

module "site" {
  source = "./site"
  title  = "Plan & form"
  pages = [
    { slug = "home", title = "Home, sweet home" },
    { slug = "contact", title = "Contact" },
  ]
}

resource "terraform_data" "combined" {
  input = {
    policy = jsondecode(module.policy.document)
    lines  = split("\n", trimspace(module.site.index))
  }
}

output "document" {
  value = module.policy.document
}

output "index" {
  value = module.site.index
}

output "files" {
  value = module.site.files
}
