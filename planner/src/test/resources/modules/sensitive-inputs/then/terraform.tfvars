password = "correct horse"
users = {
  ann = { name = "Anne" }
  bob = { name = "Bob", token = "t-2" }
}
