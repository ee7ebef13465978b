"""The objects of the cluster, and what changes them."""
