variable "password" {
  type      = string
  sensitive = true
  default   = "hunter2"
}

variable "users" {
  type = map(object({ name = string, token = optional(string) }))
  default = {
    ann = { name = "Ann", token = "t-1" }
    bob = { name = "Bob" }
  }
}

module "database" {
  source   = "./database"
  password = var.password
  options  = { user = "root", password = var.password, port = null }
}

module "accounts" {
  source   = "./account"
  for_each = nonsensitive(toset(keys(var.users)))
  user     = var.users[each.key]
  salt     = sensitive("salt-${each.key}")
}

output "url" {
  value     = module.database.url
  sensitive = true
}

output "host" {
  value = module.database.host
}

output "names" {
  value = { for key, account in module.accounts : key => account.name }
}

output "length" {
  value = nonsensitive(length(var.password))
}

output "database" {
  value     = module.database
  sensitive = true
}
