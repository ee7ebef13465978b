"""Charts: opened from anywhere, read, rendered with the Helm engine, and checked."""
