"""Tables of signing in; tokens and codes are kept as SHA-256 only. Times are real seconds since 1970."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.practice.tables import KEY, Base


class AuthorizationCode(Base):
    """A code on its way through the browser; used once."""

    __tablename__ = "authorization_code"
    digest: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id"))
    client: Mapped[str]
    redirect_uri: Mapped[str]
    challenge: Mapped[str]
    scope: Mapped[str]
    expires: Mapped[float]
    family: Mapped[str | None] = mapped_column(default=None)


class DeviceCode(Base):
    """A device's wait for its person; state pending | approved | denied | used."""

    __tablename__ = "device_code"
    digest: Mapped[str] = mapped_column(KEY, primary_key=True)
    user_code: Mapped[str] = mapped_column(unique=True)
    client: Mapped[str]
    scope: Mapped[str]
    expires: Mapped[float]
    interval: Mapped[float]
    asked: Mapped[float] = mapped_column(default=0.0)
    state: Mapped[str] = mapped_column(default="pending")
    account: Mapped[str | None] = mapped_column(ForeignKey("account.id"), default=None)


class DeviceName(Base):
    """What a device calls itself before its person, and when it asked; beside its code, which older portals have."""

    __tablename__ = "device_name"
    digest: Mapped[str] = mapped_column(ForeignKey("device_code.digest"), primary_key=True)
    name: Mapped[str]
    asked_at: Mapped[float]


class Token(Base):
    """An access or refresh token; tokens of one sign-in share a family, which is revoked as one."""

    __tablename__ = "token"
    digest: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str]
    family: Mapped[str] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id"))
    client: Mapped[str]
    scope: Mapped[str]
    expires: Mapped[float]
    rotated: Mapped[float | None] = mapped_column(default=None)
    revoked: Mapped[bool] = mapped_column(default=False)


class SignedIn(Base):
    """One sign-in of an account, as its person sees it: a family of tokens with the device that holds them."""

    __tablename__ = "signed_in"
    family: Mapped[str] = mapped_column(KEY, primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    client: Mapped[str]
    device_name: Mapped[str | None] = mapped_column(default=None)
    since: Mapped[float]
    used: Mapped[float]
    came_from: Mapped[str] = mapped_column(default="")
