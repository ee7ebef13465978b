"""All that reads and writes YAML: safe loading, the dialects of Helm and ROS, edits."""
