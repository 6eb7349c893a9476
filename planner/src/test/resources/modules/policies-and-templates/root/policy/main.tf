variable "principals" { type = list(string) }
variable "buckets" { type = map(list(string)) }

locals {
  statements = [
    for bucket, actions in var.buckets : {
      Effect    = "Allow"
      Action    = [for action in actions : "obs:object:${title(action)}"]
      Resource  = ["obs:*:*:object:${bucket}/*"]
      Condition = contains(actions, "write") ? { Bool = { "g:MFAPresent" = "true" } } : null
    }
  ]
}

resource "terraform_data" "policy" {
  input = jsonencode({
    Version   = "1.1"
    Statement = [for s in local.statements : { for k, v in s : k => v if v != null }]
    Principal = { for p in var.principals : p => "arn:${p}" }
    Empty     = {}
    None      = []
    Nothing   = null
    Text      = "a\nb <c> & \"d\""
  })
}

output "document" {
  value = terraform_data.policy.input
}
