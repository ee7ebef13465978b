"""What will be sent to the cloud, to be looked at before: plain data in, nothing decided."""
