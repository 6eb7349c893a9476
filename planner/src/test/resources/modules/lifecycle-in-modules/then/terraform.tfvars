version_number = "v2"
