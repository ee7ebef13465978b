"""What Kubernetes says of objects: schemas, defaults, and the rules of each kind."""
