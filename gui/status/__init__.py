"""What becomes of a deployment: watched live, and everything that can be done to it."""
