"""What a person is told when something they asked for cannot be done."""


class Problem(Exception):  # noqa: N818 (a state of affairs, said to a person)
    """One sentence in Vietnamese and the same in English; nothing has been changed."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en
