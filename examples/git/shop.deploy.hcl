# planform deploy run    looks once, for instance from cron or CI
# planform deploy watch  stays, and polls every five minutes
repository "shop" {
  url  = "https://git.example.com/team/shop.git"
  poll = "5m"

  username     = "deployer"
  password_env = "GIT_TOKEN"
}

deployment "storage" {
  repository = "shop"
  path       = "infra/storage"
  approval   = "no_destroy"
}

deployment "api" {
  repository   = "shop"
  path         = "infra/api"
  paths        = ["infra/api/**", "modules/**"]
  depends_on   = ["storage"]
  max_destroys = 2
  policies     = ["../policies"]

  health {
    url = "http://127.0.0.1:7480/health"
  }
}
