# An event function and an HTTP function of one image, which the local engine has.

variable "image" {
  type = string
}

variable "mode" {
  type    = string
  default = "well"
}

resource "huaweicloud_fgs_function" "event" {
  name        = "image-event"
  app         = "default"
  runtime     = "Custom Image"
  handler     = "-"
  code_type   = "Custom-Image-Swr"
  memory_size = 256
  timeout     = 60

  custom_image {
    url  = var.image
    args = var.mode
  }
}

resource "huaweicloud_fgs_function" "web" {
  name        = "image-web"
  app         = "default"
  runtime     = "http"
  handler     = "bootstrap"
  code_type   = "Custom-Image-Swr"
  memory_size = 256
  timeout     = 60

  custom_image {
    url     = var.image
    command = "node,/app/main.js,as-commanded"
  }
}
