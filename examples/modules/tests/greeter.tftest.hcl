# What the modules promise, told without a host: planform -chdir=examples/modules test

mock_provider "huaweicloud" {
  override_during = plan

  mock_resource "huaweicloud_fgs_function" {
    defaults = { urn = "urn:fss:region:project:function:greeter:mocked" }
  }
}

run "a_function_for_each_environment" {
  command = plan

  variables {
    environments = {
      staging    = { greeting = "Testing" }
      production = { greeting = "Hello", memory_size = 512 }
    }
  }

  assert {
    condition     = toset(keys(output.urls)) == toset(["staging", "production"])
    error_message = "Every environment has a URL."
  }
}

run "no_environment_no_function" {
  variables {
    environments = {}
  }

  assert {
    condition     = length(output.urls) == 0
    error_message = "Without environments there are no URLs."
  }
}

run "the_module_by_itself" {
  module {
    source = "./greeter"
  }

  variables {
    environment = "staging"
    greeting    = "Testing"
    memory_size = 128
  }

  assert {
    condition     = huaweicloud_fgs_function.greeter.name == "greeter-staging"
    error_message = "The function's name ends in that of the environment."
  }

  assert {
    condition     = jsondecode(huaweicloud_fgs_function.greeter.user_data).GREETING == "Testing"
    error_message = "The greeting is in the function's environment."
  }
}

run "names_have_to_fit_into_urls" {
  command = plan

  module {
    source = "./greeter"
  }

  variables {
    environment = "Not a name"
    greeting    = "Hello"
    memory_size = 128
  }

  expect_failures = [var.environment]
}
