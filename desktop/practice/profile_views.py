"""What the portal says of itself, of an account and of an upload."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from desktop.practice.views import theirs


class UploadTerms(BaseModel):
    """How papers are sent; sizes in bytes."""

    protocols: list[str]
    max_size: int
    chunk_max: int
    keep_days: int


class Limits(BaseModel):
    """What a dossier may hold; `max_total` in bytes."""

    max_attachments: int
    max_total: int


class Places(BaseModel):
    """Where the signed catalogue is, when there is one."""

    metadata_url: str | None
    targets_url: str | None


class ProfileView(BaseModel):
    """Discovery; nothing of it is believed without a pinned key."""

    portal_id: str
    name: str
    mode: Literal["practice", "live"]
    province: str
    result_ca: str
    api: list[str]
    issuer: str
    api_base: str
    catalogue: Places
    upload: UploadTerms
    limits: Limits
    receipt_jwks: dict[str, Any]
    key_updates: Annotated[list[str], Field(description="Each later key as a JWS (a JWK) signed by the one before it")]
    min_client: str
    notices: list[str]


class PersonView(BaseModel):
    """Who is signed in."""

    sub: str
    tech_id: Annotated[str, theirs("TechID")]
    name: Annotated[str, theirs("HoVaTen")]
    id_no: Annotated[str | None, theirs("SoDinhDanh")]
    kind: Annotated[Literal["citizen", "organisation", "agency"], theirs("LoaiTaiKhoan")]
    assurance: str
    roles: list[str]


class UploadView(BaseModel):
    """A paper as the portal holds it; `size` = bytes so far, `length` = bytes announced."""

    id: Annotated[str, theirs("TepDinhKemId")]
    size: int
    length: int
    sha256: str | None
    type_detected: str | None
    scan: Literal["pending", "clean", "rejected"]
    reason: str | None
    expires_at: str
