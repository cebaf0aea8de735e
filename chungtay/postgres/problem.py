"""The one error of this package: a sentence for the person at the keyboard."""

from chungtay.lib.problems import Problem


class DatabaseProblem(Problem):
    """The database cannot be used."""
