# A function inside a network of its own, with private names and results sent on.
resource "huaweicloud_vpc" "main" {
  name = "main"
  cidr = "192.168.0.0/16"
}

resource "huaweicloud_vpc_subnet" "main" {
  vpc_id     = huaweicloud_vpc.main.id
  name       = "main"
  cidr       = cidrsubnet(huaweicloud_vpc.main.cidr, 8, 0)
  gateway_ip = cidrhost(cidrsubnet(huaweicloud_vpc.main.cidr, 8, 0), 1)
}

resource "huaweicloud_dns_zone" "private" {
  count = 2

  zone_type = "private"
  name      = format("part%d.example.com.", count.index)

  router {
    router_id = huaweicloud_vpc.main.id
  }
}

resource "huaweicloud_fgs_function" "inside" {
  name        = "inside"
  app         = "default"
  agency      = "network"
  runtime     = "Node.js12.13"
  handler     = "index.handler"
  memory_size = 128
  timeout     = 3
  code_type   = "inline"
  func_code   = "exports.handler = async () => 'inside';"
  vpc_id      = huaweicloud_vpc.main.id
  network_id  = huaweicloud_vpc_subnet.main.id
  dns_list    = jsonencode([for zone in huaweicloud_dns_zone.private[*] : tomap({ id = zone.id, domain_name = zone.name })])
}

resource "huaweicloud_smn_topic" "failures" {
  name = "failures"
}

resource "huaweicloud_fgs_async_invoke_configuration" "inside" {
  function_urn                   = huaweicloud_fgs_function.inside.urn
  max_async_event_age_in_seconds = 3500
  max_async_retry_attempts       = 2

  on_failure {
    destination = "SMN"
    param       = jsonencode({ topic_urn = huaweicloud_smn_topic.failures.topic_urn })
  }
}

resource "huaweicloud_fgs_trigger" "nightly" {
  function_urn = huaweicloud_fgs_function.inside.urn
  type         = "TIMER"

  timer {
    name          = "nightly"
    schedule_type = "Rate"
    schedule      = "1d"
  }
}
