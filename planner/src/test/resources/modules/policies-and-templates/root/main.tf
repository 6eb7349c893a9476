module "policy" {
  source     = "./policy"
  principals = ["svc-a", "svc-b"]
  buckets    = { logs = ["read"], data = ["read", "write"] }
}

module "site" {
  source = "./site"
  title  = "Plan & form"
  pages = [
    { slug = "home", title = "Home" },
    { slug = "about", title = "About \"us\"", draft = true },
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
