output "early" {
  value = ]
}

locals {
  a = <<-END
    text
    ENDE
}
