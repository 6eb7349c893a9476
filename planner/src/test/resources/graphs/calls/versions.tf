terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
    }
    chance = {
      source  = "hashicorp/random"
      version = "!= 1.0.0, < 1.0.0, <=1.0.0, = 1.0.0, > 1.0.0, >= 1.0.0, ~> 1.0.0, ~> 1.0, >= 1.0.0, != 0.9, >= 2.0.0-beta1, ~> 3"
    }
    unused = "~> 2"
  }
}
