services = {
  orders = {
    labels  = { tier = "silver" }
    secrets = ["db"]
    limits  = { memory = 1024, burst = [1, 10] }
    routes  = [{ path = "/orders", methods = ["GET"] }]
  }
  billing = {
    routes = [{ path = "/bills" }]
    limits = { burst = [3] }
  }
  legacy = { routes = [{ path = "/old" }] }
}
zones = ["cn-north-4a", "cn-north-4c"]
