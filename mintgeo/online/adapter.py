"""How geopy reaches a server: through the one door to the network, with an end to all patience."""

import json
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError

from geopy import exc
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from mintgeo._http import Answer, RedirectError

_MOST_BYTES: Final = 1 << 20
"""Of an answer; some places are a few thousand."""


class Adapter(BaseSyncAdapter):  # type: ignore[misc]
    """Gets answers for geopy: whole ones in time, of this server, and no longer than sensible."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return an answer as what it says."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise exc.GeocoderParseError(f"the answer can't be read: {error}") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return an answer as it is."""
        try:
            with Answer(url, headers, timeout) as answer:
                return answer.whole(_MOST_BYTES).decode("utf-8")
        except HTTPError as error:
            said = {name.lower(): value for name, value in error.headers.items()}
            error.close()
            raise AdapterHTTPError(
                str(error), status_code=error.code, headers=said, text=None
            ) from error
        except RedirectError:
            raise
        except TimeoutError as error:
            raise exc.GeocoderTimedOut(str(error)) from error
        except (OSError, HTTPException) as error:
            raise exc.GeocoderUnavailable(str(error)) from error
        except ValueError as error:
            raise exc.GeocoderParseError(str(error)) from error
