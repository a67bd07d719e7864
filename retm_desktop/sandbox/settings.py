"""What a practice restaurant can be told before it opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FAULT_NAMES = frozenset(
    {
        "latency",
        "throttle",
        "error",
        "truncate",
        "drop",
        "webhook-duplicate",
        "webhook-late",
        "webhook-disorder",
        "expire",
    }
)

HOOK_KINDS = ("invoice", "order", "menu", "customer", "error", "reward/check", "reward/redeem")


def checked_faults(faults: Mapping[str, float]) -> dict[str, float]:
    """A copy of `faults`; raises ValueError for an unknown name or a value outside 0..1."""
    for name, probability in faults.items():
        if name not in FAULT_NAMES:
            known = ", ".join(sorted(FAULT_NAMES))
            raise ValueError(f"unknown fault {name!r}; known faults: {known}")
        if not 0 <= probability <= 1:
            raise ValueError(f"the probability of {name!r} must lie between 0 and 1, not {probability}")
    return dict(faults)


@dataclass(frozen=True)
class SandboxSettings:
    """Options of one practice restaurant; the same names as the command line's.

    `port` 0 takes a free port. `orders` lie in its past at start. `rate` is new orders per simulated
    minute, `speed` simulated minutes per real minute. `latency_ms` is added to every answer.
    `token_life` and `retry_spacing` (the wait before the second attempt at a webhook; the third waits
    three times as long) are real seconds. `refresh_token` false leaves that key out of token answers,
    as api-5053400 allows. `customers`, `products`, `branches` and `devices` grow those lists to that
    many entries (every branch has a device, so there are never fewer devices than branches), `invoices` the
    past orders, as each has its invoice; less than there would be changes nothing. `moved_paths` (old to
    new, below `/api/v2/`) and `forbidden_paths` are where the day begins for `move_path` and `forbid`.
    Of the payment service: `rm_transactions` lie in its past, `rm_token_life` and `rm_checkout_life` are real
    seconds, and so is `rm_auto_pay_seconds`, after which an imagined customer pays a code that is shown (None:
    nobody does).
    Raises ValueError for values that make no sense.
    """

    port: int = 0
    seed: int = 1
    orders: int = 40
    rate: float = 4.0
    latency_ms: int = 0
    faults: Mapping[str, float] = field(default_factory=dict)
    token_life: float = 3600.0
    partner: str = "http://127.0.0.1:47600"
    client_id: str = "practice-client"
    client_secret: str = "practice-secret"  # noqa: S105  opens nothing but the practice restaurant
    speed: float = 1.0
    refresh_token: bool = True
    retry_spacing: float = 0.5
    customers: int = 0
    products: int = 0
    branches: int = 0
    devices: int = 0
    invoices: int = 0
    moved_paths: Mapping[str, str] = field(default_factory=dict)
    forbidden_paths: Sequence[str] = ()
    rm_transactions: int = 120
    rm_token_life: float = 2_591_999.0
    rm_checkout_life: float = 600.0
    rm_auto_pay_seconds: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "faults", checked_faults(self.faults))
        if not 0 <= self.port <= 65535:
            raise ValueError(f"no such port: {self.port}")
        counts = ("orders", "customers", "products", "branches", "devices", "invoices", "rm_transactions")
        for name in (*counts, "rate", "latency_ms", "retry_spacing"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")
        if self.rm_auto_pay_seconds is not None and self.rm_auto_pay_seconds < 0:
            raise ValueError("rm_auto_pay_seconds must not be negative")
        for name in ("token_life", "speed", "rm_token_life", "rm_checkout_life"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be above zero")
