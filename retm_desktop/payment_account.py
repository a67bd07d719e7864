"""The payment account in use, beside the restaurant on screen."""

from retm_desktop.gui.bridge import Bridge
from retm_desktop.installing import StartedNetwork
from retm_desktop.store.connections import PAYMENTS, ConnectionRecord, Connections
from retm_desktop.sync.background import Background


class PaymentAccount:
    """Knows which account takes the payments; another one, or another state of it, is told as `payments_changed`."""

    def __init__(
        self, connections: Connections, started: StartedNetwork, background: Background, bridge: Bridge
    ) -> None:
        self.connection = connections.read_active_now(PAYMENTS)
        """As the store has it; None where none is connected."""
        self._connections = connections
        self._started = started
        self._background = background
        self._bridge = bridge
        bridge.connections_changed.connect(self._look)

    async def use(self, connection_id: int) -> None:
        """Use another account, or one that has just been connected."""
        await self._connections.set_active(connection_id)
        self._tell(await self._connections.get(connection_id))
        await (await self._started.whole()).serve_payments(self.connection)

    async def disconnect(self, connection_id: int) -> None:
        """Forget an account's secrets; where it was in use another one takes its place, if there is one."""
        network = await self._started.whole()
        used = self.connection is not None and self.connection.id == connection_id
        if used:
            await network.serve_payments(None)
        await network.installer.disconnect(connection_id)
        if not used:
            return
        left = await self._connections.all(PAYMENTS)
        if left:
            await self.use(left[0].id)
        else:
            self._tell(None)

    def _look(self) -> None:
        self._background.spawn(self._read(), name="payments.account", replace=True)

    async def _read(self) -> None:
        """Keep what the store has of it: there a token that was refused is told, and a name that was learned."""
        known = self.connection
        if known is None:
            return
        found = await self._connections.get(known.id)
        if self.connection is known and found is not None and found != known:
            self._tell(found)

    def _tell(self, connection: ConnectionRecord | None) -> None:
        self.connection = connection
        self._bridge.payments_changed.emit()
