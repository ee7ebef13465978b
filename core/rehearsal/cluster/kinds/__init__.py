"""What a kind is: its schema, its defaults, its rules, what running makes of it."""
