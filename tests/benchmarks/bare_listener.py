"""The reference: a bare Starlette handler in a thread with a loop of its own, beside an idle bare window.

The server's settings are the listener's: uvicorn with h11 on a plain selector loop, the same limits, no access log.
"""

import asyncio
import sys
import threading

import uvicorn
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from retm_desktop.listener.loopback import HOST, bound_socket
from retm_desktop.listener.server import HEAD_BYTES, KEEP_ALIVE_SECONDS, MOST_CONNECTIONS
from tests.benchmarks.children import SCREEN, say


async def hook(request: Request) -> JSONResponse:
    """Read the body and say that it came."""
    await request.body()
    return JSONResponse({})


def main() -> int:
    """Show the window, serve beside it, tell `listener`, and end with the parent."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(*SCREEN)
    window.setCentralWidget(QTableView())
    window.show()
    bound = bound_socket(0)
    server = uvicorn.Server(
        uvicorn.Config(
            Starlette(routes=[Route("/hooks/{kind}", hook, methods=["POST"])]),
            http="h11",
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=HEAD_BYTES,
        )
    )

    def serve() -> None:
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(server.serve([bound]))

    def end() -> None:
        sys.stdin.readline()
        server.should_exit = True
        QTimer.singleShot(0, app, app.quit)

    serving = threading.Thread(target=serve, name="listener")
    serving.start()
    threading.Thread(target=end, daemon=True).start()
    say(listener=f"http://{HOST}:{bound.getsockname()[1]}")
    code = app.exec()
    server.should_exit = True
    serving.join()
    bound.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
