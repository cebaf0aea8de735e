"""Survey rounds: every child of a hamlet visited, and some of them asked again."""
