"""Serve the review page on loopback until somebody stops it."""

import secrets
import socket
from collections.abc import Callable

from geomap.errors import InputError
from geomap.review.session import Session

_HOST = "127.0.0.1"


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Answer until interrupted.

    Args:
        session: what is reviewed.
        port: 0 takes a free one.
        ready: told the page's address once the server listens.

    Raises:
        InputError: the port is taken or not allowed.
    """
    import uvicorn  # noqa: PLC0415 - only where a server is wanted

    from geomap.review.server import review_app  # noqa: PLC0415 - same

    listening = _listening(port)
    with listening:
        taken: int = listening.getsockname()[1]
        app = review_app(session, secrets.token_urlsafe(24), taken)
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", server_header=False)
        ready(f"http://{_HOST}:{taken}/")
        uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((_HOST, port))
        made.listen(16)
    except (OSError, OverflowError) as error:
        made.close()
        raise InputError(f"cannot listen on port {port} of {_HOST}: {error}; give another --port, or 0") from error
    return made
