"""Which keys of its address a page looks at: no other key can change what it shows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property


class Watched(MultiValueDict):
    """The keys of one address, reporting each that is looked at."""

    def __init__(self, asked: QueryDict, look):
        super().__init__(asked)
        self._asked, self._look = asked, look

    def __getitem__(self, key):
        self._look([key])
        return super().__getitem__(key)

    def __contains__(self, key):
        self._look([key])
        return super().__contains__(key)

    def _getlist(self, key, *args, **kwargs):
        self._look([key])
        return super()._getlist(key, *args, **kwargs)

    def __iter__(self):
        self._look(self._asked)
        return super().__iter__()

    def items(self):
        self._look(self._asked)
        return super().items()

    def lists(self):
        self._look(self._asked)
        return super().lists()

    def copy(self):
        self._look(self._asked)
        return self._asked.copy()

    def urlencode(self, safe=None):
        # Written back into an address, not looked at: links between languages do so.
        return self._asked.urlencode(safe)


@contextmanager
def noted_keys() -> Iterator[set[str]]:
    """Note which keys of their addresses the requests made inside look at."""
    seen: set[str] = set()

    def look(keys: Iterable[str]):
        seen.update(keys)

    def watched(request):
        asked = QueryDict(request.META["QUERY_STRING"], encoding=request.encoding)
        return Watched(asked, look)

    replacement = cached_property(watched)
    replacement.__set_name__(WSGIRequest, "GET")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIRequest, "GET", replacement)
        yield seen
