"""The resource types of a rehearsal, one file each."""
