"""The law as dated data and pure functions over it. No Django here."""
