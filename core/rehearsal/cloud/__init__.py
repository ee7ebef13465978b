"""The wire of ROS, CS, STS and OSS, as far as a rehearsal needs it."""
