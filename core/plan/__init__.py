"""What a person wants: the plan, its file, and the problems found in it."""
