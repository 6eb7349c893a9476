terraform {
  required_providers {
    random = {
      version = ">= 3.1"
    }
    cloud = {
      source = "registry.example.com/Acme/cloud"
    }
  }
}
