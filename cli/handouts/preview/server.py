"""Server: the web page of a desk, for this machine and for who knows its address only; it serves a few known things.

Every address begins with a secret, and the Host must be this machine by name: another site in the same browser can
neither guess the one nor, by giving its own name to this machine, pass for the other.
"""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import Event, Thread
from types import FrameType

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handouts.preview.desk import Desk

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")
SECRET_BYTES = 24
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FILES = {"": "text/html", "page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
FRONT = "page.html"
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}  # another picture has another name
SETTLED = 10  # milliseconds without a change until saved files are read
LATEST = 100  # milliseconds after which they are read anyway
PATIENCE = 2  # seconds until open connections and threads are left behind


@dataclass(frozen=True)
class Guard:
    """Lets a request through that was sent to one of *hosts* and knows *token*; adds HEADERS to every answer."""

    app: ASGIApp
    token: str
    hosts: tuple[str, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._choose(scope)(scope, receive, send_guarded)

    def _choose(self, scope: Scope) -> ASGIApp:
        """Choose who answers."""
        named = Headers(scope=scope).getlist("host")
        if len(named) != 1 or named[0] not in self.hosts:
            return PlainTextResponse("this server has another name\n", 403)
        told = scope["path"].split("/")[1]
        if not secrets.compare_digest(told.encode(), self.token.encode()):
            return PlainTextResponse("open the whole address that the command printed\n", 404)
        return self.app


@dataclass(frozen=True)
class _Site:
    """Answers requests about a desk."""

    desk: Desk

    def give_file(self, request: Request) -> Response:
        """Give the page, its style sheet or its script."""
        name = request.url.path.rpartition("/")[2]
        return Response((files(__package__) / (name or FRONT)).read_bytes(), media_type=FILES[name])

    def give_state(self, _: Request) -> Response:
        """Give all that the page shows."""
        return Response(self.desk.write_state(), media_type="application/json")

    def give_picture(self, request: Request) -> Response:
        """Give a page of the handout."""
        data = self.desk.find_picture(request.path_params["name"])
        if data is None:
            return PlainTextResponse("this page has changed\n", 404)
        return Response(data, headers=FOREVER, media_type="image/png")

    async def give_changes(self, _: Request) -> Response:
        """Give an event for each change of the state."""
        return StreamingResponse(self._tell_changes(), media_type="text/event-stream")

    async def _tell_changes(self) -> AsyncIterator[str]:
        """Write an event now, and after each change until the desk is closed."""
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def listen() -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(changed.set)

        self.desk.listeners.add(listen)
        try:
            while not self.desk.is_closed:
                changed.clear()
                yield "data: changed\n\n"
                await changed.wait()
        finally:
            self.desk.listeners.discard(listen)


def make_app(desk: Desk, token: str, hosts: Sequence[str]) -> ASGIApp:
    """Make the application that shows *desk* under ``/<token>/``."""
    site = _Site(desk)
    routes = [Route(f"/{token}/{name}", site.give_file) for name in FILES]
    routes += [
        Route(f"/{token}/state.json", site.give_state),
        Route(f"/{token}/changes", site.give_changes),
        Route(f"/{token}/pages/{{name}}.png", site.give_picture),
    ]
    return Guard(Starlette(routes=routes), token, tuple(hosts))


class _Server(uvicorn.Server):
    """A server that tells its desk when it is asked to end: an open stream of events would keep it waiting."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self.desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self.desk.close()


def serve(desk: Desk, folders: Sequence[Path], show: Callable[[str], object]) -> None:
    """Serve *desk* and follow the changes of *folders* until interrupted; *show* gets the address once it answers."""
    token, ended = secrets.token_urlsafe(SECRET_BYTES), Event()
    with socket.create_server((LOOPBACK, 0)) as listener:
        port = listener.getsockname()[1]
        app = make_app(desk, token, [f"{name}:{port}" for name in NAMES])
        config = uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="critical",
            server_header=False,
            timeout_graceful_shutdown=PATIENCE,
        )
        watch = Thread(target=follow, args=(desk, folders, ended), daemon=True)
        threads = (Thread(target=desk.run, daemon=True), watch)
        for thread in threads:
            thread.start()
        try:
            show(f"http://{LOOPBACK}:{port}/{token}/")
            _Server(config, desk).run(sockets=[listener])
        finally:
            ended.set()
            desk.close()
            for thread in threads:
                thread.join(PATIENCE)


def follow(desk: Desk, folders: Sequence[Path], ended: Event) -> None:
    """Tell *desk* of each file saved in *folders*, until *ended* is set."""
    for changes in watchfiles.watch(
        *folders, debounce=LATEST, step=SETTLED, rust_timeout=500, stop_event=ended, raise_interrupt=False
    ):
        desk.note([path for _, path in changes])
