variable "environments" {
  description = "What differs from one environment to the other, by the environment's name"
  type = map(object({
    greeting    = string
    memory_size = optional(number, 128)
  }))
  default = {
    staging    = { greeting = "Testing, testing" }
    production = { greeting = "Hello", memory_size = 256 }
  }
}
