output "hosts" {
  value = [
    for i in range(2, 6) : {
      name = "h${i}"
      zone = "z${i % 2 + 1}"
      tags = { role = i % 3 == 0 ? "db" : "web", "number/of" = tostring(i) }
    }
  ]
}
