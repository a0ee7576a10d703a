"""For every move of the state table: how an item surely comes there, and the deed in which it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.submission import State
from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.line import DIES_BEFORE, NO_ROUTE
from tests.faults.schedules.openings import Fates
from tests.faults.schedules.scene import Act, Scene

S = State
NEVER: Mapping[tuple[State, State], str] = {
    (S.READY, S.WITHDRAWING): "nothing of it has gone out",
    (S.QUEUED, S.WITHDRAWING): "nothing of it has gone out",
    (S.RETRY_WAIT, S.SUBMITTING): "what was tried is asked for first",
    (S.NEEDS_LOGIN, S.SUBMITTING): "what was tried is asked for first",
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """`before` brings the item to `old`; in the `deed` it moves on to `new`."""

    old: State
    new: State
    cast: str
    before: tuple[Act, ...]
    deed: tuple[Act, ...]

    @property
    def name(self) -> str:
        return f"{self.old} → {self.new}"


def _send(fates: Fates | None = None) -> Act:
    def send(scene: Scene) -> None:
        scene.send(fates or {})

    return send


send = _send()
lost = _send({("PUT", 1): Fate.DROP, ("GET", 1): NO_ROUTE})
never_came = _send({("PUT", 1): Fate.REFUSE, ("GET", 1): NO_ROUTE})
offline = _send({("POST", 1): NO_ROUTE})
stopped = _send({("PUT", 1): NO_ROUTE})
died_in_doubt = _send({("PUT", 1): Fate.REFUSE, ("GET", 1): DIES_BEFORE})
died_uploading = _send({("POST", 1): DIES_BEFORE})
consent_only = _send({("PUT", 2): NO_ROUTE, ("PUT", 3): NO_ROUTE})
let_go = (Scene.cancel, Scene.wait, send)
forgotten = (send, Scene.read, Scene.forgot, Scene.long_after, Scene.read)
spoilt = (Scene.lose_paper, send)
spoilt_later = (*forgotten, *spoilt)
refused = (consent_only, Scene.revoke_consent)

RECIPES = (
    Recipe(S.READY, S.QUEUED, "ready", (), (Scene.enqueue, send)),
    Recipe(S.READY, S.WITHDRAWN, "ready", (), let_go),
    Recipe(S.QUEUED, S.PREFLIGHT, "queued", (), (send,)),
    Recipe(S.QUEUED, S.WITHDRAWN, "queued", (), let_go),
    Recipe(S.PREFLIGHT, S.UPLOADING, "queued", (), (send,)),
    Recipe(S.PREFLIGHT, S.QUARANTINED, "queued", (Scene.lose_paper,), (send,)),
    Recipe(S.PREFLIGHT, S.NEEDS_FORM_UPGRADE, "queued", (Scene.repeal,), (send,)),
    Recipe(S.PREFLIGHT, S.WITHDRAWN, "queued", (*spoilt, Scene.find_papers, Scene.retry), let_go),
    Recipe(S.PREFLIGHT, S.WITHDRAWING, "queued", (*spoilt_later, Scene.find_papers, Scene.retry), let_go),
    Recipe(S.UPLOADING, S.SUBMITTING, "queued", (), (send,)),
    Recipe(S.UPLOADING, S.RETRY_WAIT, "queued", (), (offline,)),
    Recipe(S.UPLOADING, S.NEEDS_LOGIN, "queued", (Scene.sign_out,), (send,)),
    Recipe(S.UPLOADING, S.NEEDS_FIX, "queued", (Scene.limit,), (send,)),
    Recipe(S.UPLOADING, S.QUARANTINED, "queued", (died_uploading, Scene.lose_paper, Scene.wait), (send,)),
    Recipe(S.UPLOADING, S.WITHDRAWN, "queued", (died_uploading,), let_go),
    Recipe(S.UPLOADING, S.WITHDRAWING, "queued", forgotten, let_go),
    Recipe(S.SUBMITTING, S.RECEIPTED, "queued", (), (send,)),
    Recipe(S.SUBMITTING, S.RETRY_WAIT, "queued", (), (stopped,)),
    Recipe(S.SUBMITTING, S.UNKNOWN, "queued", (), (lost,)),
    Recipe(S.SUBMITTING, S.NEEDS_LOGIN, "held", (Scene.take_back, Scene.sign_out), (send,)),
    Recipe(S.SUBMITTING, S.NEEDS_FIX, "for another", refused, (send,)),
    Recipe(S.SUBMITTING, S.NEEDS_FORM_UPGRADE, "queued", (Scene.retire,), (send,)),
    Recipe(S.SUBMITTING, S.UPLOADING, "queued", (stopped, Scene.drop_uploads), (send,)),
    Recipe(S.SUBMITTING, S.CONFLICT, "queued", (Scene.put_other_bytes,), (send,)),
    Recipe(S.SUBMITTING, S.WITHDRAWN, "queued", (Scene.take_back_elsewhere,), (send,)),
    Recipe(S.UNKNOWN, S.RECEIPTED, "queued", (lost,), (send,)),
    Recipe(S.UNKNOWN, S.CONFLICT, "queued", (never_came, Scene.put_other_bytes), (send,)),
    Recipe(S.UNKNOWN, S.SUBMITTING, "queued", (never_came,), (send,)),
    Recipe(S.UNKNOWN, S.WITHDRAWN, "queued", (never_came, Scene.take_back_elsewhere), (send,)),
    Recipe(S.UNKNOWN, S.RETRY_WAIT, "queued", (), (lost,)),
    Recipe(S.UNKNOWN, S.NEEDS_LOGIN, "queued", (lost, Scene.sign_out), (send,)),
    Recipe(S.UNKNOWN, S.WITHDRAWING, "queued", (died_in_doubt,), let_go),
    Recipe(S.RETRY_WAIT, S.UNKNOWN, "queued", (lost,), (send,)),
    Recipe(S.RETRY_WAIT, S.UPLOADING, "queued", (offline,), (send,)),
    Recipe(S.RETRY_WAIT, S.WITHDRAWING, "queued", (lost,), let_go),
    Recipe(S.RETRY_WAIT, S.WITHDRAWN, "queued", (offline,), let_go),
    Recipe(S.NEEDS_LOGIN, S.UPLOADING, "queued", (Scene.sign_out, send, Scene.sign_in), (send,)),
    Recipe(S.NEEDS_LOGIN, S.UNKNOWN, "queued", (lost, Scene.sign_out, send, Scene.sign_in), (send,)),
    Recipe(S.NEEDS_LOGIN, S.WITHDRAWING, "queued", (lost, Scene.sign_out, send), let_go),
    Recipe(S.NEEDS_LOGIN, S.WITHDRAWN, "queued", (Scene.sign_out, send), let_go),
    Recipe(S.NEEDS_FIX, S.WITHDRAWING, "for another", (*refused, send), let_go),
    Recipe(S.NEEDS_FIX, S.WITHDRAWN, "queued", (Scene.limit, send), let_go),
    Recipe(S.NEEDS_FORM_UPGRADE, S.WITHDRAWING, "queued", (Scene.retire, send), let_go),
    Recipe(S.NEEDS_FORM_UPGRADE, S.WITHDRAWN, "asked", (Scene.retire, Scene.answer, send), let_go),
    Recipe(S.QUARANTINED, S.PREFLIGHT, "queued", (*spoilt, Scene.find_papers), (Scene.try_now,)),
    Recipe(S.QUARANTINED, S.WITHDRAWING, "queued", spoilt_later, let_go),
    Recipe(S.QUARANTINED, S.WITHDRAWN, "queued", spoilt, let_go),
    Recipe(S.CONFLICT, S.WITHDRAWN, "asked", (Scene.answer, Scene.put_other_bytes, send), let_go),
    Recipe(S.CONFLICT, S.WITHDRAWING, "queued", (Scene.put_other_bytes, send), let_go),
    Recipe(S.WITHDRAWING, S.WITHDRAWN, "queued", (lost, Scene.cancel), (send,)),
    Recipe(S.WITHDRAWING, S.RETRY_WAIT, "queued", (lost, Scene.cancel), (_send({("DELETE", 1): NO_ROUTE}),)),
    Recipe(S.WITHDRAWING, S.NEEDS_LOGIN, "queued", (lost, Scene.cancel, Scene.sign_out), (send,)),
    Recipe(S.WITHDRAWING, S.RECEIPTED, "queued", (lost, Scene.receive, Scene.cancel), (send,)),
    Recipe(S.RECEIPTED, S.UPLOADING, "queued", (send, Scene.read, Scene.forgot, Scene.long_after), (Scene.read, send)),
)  # fmt: skip
