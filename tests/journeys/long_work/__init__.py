"""Work to be tried by a real second process: slow, and registered for it only."""
