resource "fake_thing" "a" {
  name = "a"
}
resource "fake_thing" "b" {
  name = "b"
  lifecycle {
    precondition {
      condition     = fake_thing.a.id == "no"
      error_message = "id is not no"
    }
  }
}
resource "fake_thing" "c" {
  name = "c"
  lifecycle {
    postcondition {
      condition     = self.id == "no"
      error_message = "made, but not with the id no"
    }
  }
}
resource "fake_thing" "d" {
  name = "d"
  link = fake_thing.c.id
}
output "o" {
  value = 1
  precondition {
    condition     = fake_thing.a.id == "no"
    error_message = "no output"
  }
}
