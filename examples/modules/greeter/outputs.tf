output "url" {
  value = huaweicloud_fgs_function_trigger.url.invoke_url
}
