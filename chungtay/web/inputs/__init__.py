"""The fields of every form: what an officer types, read the way an office writes it."""
