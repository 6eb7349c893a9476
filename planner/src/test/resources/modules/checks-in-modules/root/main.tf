module "guarded" {
  source = "./guarded"
  count  = 2
  size   = count.index * 10
}

check "sizes" {
  assert {
    condition     = sum(module.guarded[*].size) < 5
    error_message = "The sizes add up to ${sum(module.guarded[*].size)}."
  }
}

output "sizes" {
  value = module.guarded[*].size

  precondition {
    condition     = length(module.guarded) == 2
    error_message = "There are two."
  }
}
