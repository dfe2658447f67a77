"""The loopback server behind the review page.

Only this machine reaches it, only under its own name (Host), only from its own page (Origin) and only with the token
that the page was given: a page of another site that the same browser shows can neither read nor write anything.
"""

import hmac
import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geomap.errors import GeomapError, InputError
from geomap.review.page import review_page
from geomap.review.session import Session

TOKEN = "x-geomap-token"  # noqa: S105 - the name of the header, not a secret
MOST_BYTES = 256_000  # of a request's body
_LONGEST_NAME = 200  # characters of a search

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def review_app(session: Session, token: str, port: int) -> ASGIApp:
    """The server's application.

    Args:
        session: what it answers from.
        token: what a request for data must bring.
        port: where it listens; other addresses in Host or Origin are refused.
    """
    routes = _Routes(session, token)
    app = Starlette(
        routes=[
            Route("/", routes.page),
            Route("/map", routes.map),
            Route("/api/articles/{number:int}", routes.article),
            Route("/api/search", routes.search),
            Route("/api/judgements", routes.judgements, methods=["GET"]),
            Route("/api/judgements", routes.add, methods=["POST"]),
            Route("/api/map", routes.remake, methods=["POST"]),
        ],
        exception_handlers={GeomapError: _refused},
    )
    return Guard(app, token, frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost")))


class Guard:
    """Checks Host, Origin, token and size before the application sees a request, and adds headers to every answer."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[str]) -> None:
        self._app, self._token, self._hosts = app, token, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, or refuse it."""
        if scope["type"] != "http":
            return  # the server's own start and end; there are no sockets

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((name.lower().encode(), value.encode()) for name, value in _HEADERS.items()),
                ]
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("host") not in self._hosts:
            return PlainTextResponse("this address is not ours", 421)
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return PlainTextResponse("another site's page may not ask", 403)
        if not request.url.path.startswith("/api/"):
            return None
        given = request.headers.get(TOKEN, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._token.encode()):
            return PlainTextResponse("the token is missing or old: open the address that geomap review printed", 403)
        return None


class _Routes:
    def __init__(self, session: Session, token: str) -> None:
        self._session, self._token = session, token
        self._map: str | None = None

    async def page(self, _: Request) -> Response:
        html, policy = await run_in_threadpool(review_page, self._session, self._token)
        return HTMLResponse(html, headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})

    async def map(self, _: Request) -> Response:
        if self._map is None:
            return PlainTextResponse("the map was not made yet: press M in the review", 404)
        return HTMLResponse(self._map)  # the page brings its own policy

    async def article(self, request: Request) -> Response:
        return await _answer(lambda: self._session.article(request.path_params["number"]))

    async def search(self, request: Request) -> Response:
        name = request.query_params.get("name", "")[:_LONGEST_NAME]
        return await _answer(lambda: self._session.search(name))

    async def judgements(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise InputError("`after` is a number of judgements")
        return await _answer(lambda: self._session.judgements(int(after)))

    async def add(self, request: Request) -> Response:
        body = await _limited(request)
        return await _answer(lambda: self._session.add(_parsed(body)))

    async def remake(self, _: Request) -> Response:
        if self._session.remake is None:
            raise InputError("the map cannot be made here")
        self._map = await run_in_threadpool(self._session.remake)
        return JSONResponse({"map": "/map"})


async def _answer(made: Callable[[], Any]) -> Response:
    return JSONResponse(await run_in_threadpool(made))


async def _limited(request: Request) -> bytes:
    """The request's body.

    Raises:
        InputError: it is too large; the rest is not read.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise InputError(f"a request holds at most {MOST_BYTES} bytes")
    return bytes(body)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InputError("the request is no JSON") from error


def _refused(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": " ".join(str(error).split())}, 400)
