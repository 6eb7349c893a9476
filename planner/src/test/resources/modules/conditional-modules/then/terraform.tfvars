with_queue = false
with_cache = true
