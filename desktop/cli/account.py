"""`sign-in sign-out whoami`: one account for all offices."""

import os
import time
import webbrowser
from datetime import timedelta

from desktop import assembly
from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.code_pace import MOST_LIFE, CodePace
from desktop.services.ports import Account
from desktop.services.signing_in import SignedOut

BROWSER_WAIT = timedelta(minutes=5)
"""The life of the loopback listener (contract §5.1)."""


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    sign_in = add(commands, "sign-in", run_sign_in)
    sign_in.add_argument("--user", metavar="ID")
    sign_in.add_argument("--device", action="store_true")
    add(commands, "sign-out", run_sign_out)
    add(commands, "whoami", run_whoami)


def run_sign_in(context: Context) -> int:
    """In the browser, by a code on a phone, or as a user of the practice portal."""
    signing_in, options = context.services.signing_in, context.options
    if options.user:
        token = assembly.practice_token(context.services, options.portal_token or os.environ.get("HOSO_PORTAL_TOKEN"))
        if token is None:
            raise Refusal("sign-in.no-token")
        account = signing_in.as_user(options.user, token)
    elif options.device:
        account = _by_device(context)
    else:
        context.services.connect()
        context.note("sign-in.in-browser")
        account = signing_in.in_browser(webbrowser.open, BROWSER_WAIT)
    context.emit({"account": account.id}, [context.say("cli.signed-in", name=account.name)])
    return 0


def _by_device(context: Context) -> Account:
    """Show the code and ask until it was approved, refused, or is too old."""
    signing_in = context.services.signing_in
    code = signing_in.start_device()
    context.note("sign-in.device", uri=code.verification_uri, code=code.user_code)
    until, pace = time.monotonic() + min(code.expires_in or MOST_LIFE, MOST_LIFE), CodePace(code.interval)
    while time.monotonic() < until:
        time.sleep(pace.wait)
        try:
            return signing_in.poll(code)
        except StillWaiting as waiting:
            pace.goes_on(waiting)
    raise Refusal("sign-in.expired-token")


def run_sign_out(context: Context) -> int:
    """Forget the tokens here and at the portal; drafts and the outbox stay."""
    came_to = context.services.signing_in.sign_out()
    said = "cli.signed-out-untold" if came_to is SignedOut.NOT_TOLD else "cli.signed-out"
    context.emit({"account": None, "portal_told": came_to is not SignedOut.NOT_TOLD}, [context.say(said)])
    return 0


def run_whoami(context: Context) -> int:
    """Who is signed in."""
    account = context.services.signing_in.whoami()
    line = context.say("cli.signed-in", name=account.name) if account else context.say("cli.nobody")
    context.emit({"account": account.id if account else None}, [line])
    return 0
