"""A ROS API server and a Kubernetes API server for this computer; loopback only."""
