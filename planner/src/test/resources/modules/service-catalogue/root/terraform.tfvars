services = {
  orders = {
    labels  = { tier = "gold", "cost-center" = "4711" }
    secrets = ["db", "api"]
    limits  = { memory = 512, burst = [1, 2.5, 10] }
    routes  = [{ path = "/orders" }, { path = "/orders/{id}", methods = ["PUT", "GET", "DELETE"] }]
  }
  billing = {
    routes = [{ path = "/bills" }]
  }
  legacy = { enabled = false }
}
