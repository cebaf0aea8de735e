"""How much of a file is taken in at all, before any page looks at it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemory(MemoryFileUploadHandler):
    """Holds a file in memory and nothing on the disk; a request that is too large is refused
    before it is read."""

    def handle_raw_input(self, *given: Any, **named: Any) -> None:
        """`given`: input, META, content length, boundary, encoding, as the framework says."""
        _, _, content_length, *_ = (*given, *named.values())
        if content_length > self._most():
            raise RequestDataTooBig("upload too large")
        self.activated = True

    def _most(self) -> int:
        """A page that takes larger files does so from those only who are signed in."""
        request: Any = self.request
        larger = settings.MOST_UPLOADED_TO.get(request.path_info, 0)
        most = larger if larger and request.user.is_authenticated else settings.MOST_UPLOADED
        return int(most)
