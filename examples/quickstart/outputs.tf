output "urls" {
  description = "What to open or curl"
  value = {
    node = huaweicloud_fgs_function_trigger.node_url.invoke_url
    java = huaweicloud_fgs_function_trigger.java_url.invoke_url
    web  = huaweicloud_fgs_function_trigger.web_url.invoke_url
  }
}

output "python_function" {
  description = "URN of the function that runs every minute"
  value       = huaweicloud_fgs_function.python.urn
}
