#!/bin/sh
api=http://$RUNTIME_API_ADDR/v1/runtime/invocation
headers=/tmp/headers
while true; do
  event=$(curl --silent --show-error --dump-header "$headers" "$api/request") || exit 1
  id=$(tr -d '\r' < "$headers" | grep -i '^x-cff-request-id:' | cut -d ' ' -f 2)
  echo "event of request $id"
  curl --silent --show-error --output /dev/null --data-binary "$event" "$api/response/$id"
done
