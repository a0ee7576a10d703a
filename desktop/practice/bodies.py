"""What clients send, as the contract's document describes it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Fingerprint = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
Uuid = Annotated[str, Field(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Text = Annotated[str, Field(max_length=2000)]


class Body(BaseModel):
    """Unknown members of a body are no error; they count for its fingerprint."""

    model_config = ConfigDict(extra="allow")


class SubmissionBody(Body):
    """A dossier: the manifest of `docs/manifest-v1.schema.json`, its fingerprint and where its papers are."""

    manifest: Annotated[dict[str, Any], Field(json_schema_extra={"x-dvcqg": "DongBoHoSoMC"})]
    fingerprint: Fingerprint
    uploads: Annotated[
        dict[str, Uuid], Field(description="`slot/n` -> upload", json_schema_extra={"x-dvcqg": "TaiLieuNop"})
    ]
    client: Any = None


class SupplementManifest(Body):
    """`data` = {pointer: whole new value} for opened fields only; `attachments` replace all papers of their slot."""

    v: Literal[1]
    dossier: Uuid
    supplement: Uuid
    data: dict[str, Any]
    attachments: list["Paper"]


class Paper(Body):
    """A paper by its slot and digest."""

    slot: Annotated[str, Field(pattern="^[A-Z0-9]{2,12}$", json_schema_extra={"x-dvcqg": "MaThanhPhanHoSo"})]
    n: Annotated[int, Field(ge=1, le=99)]
    sha256: Sha256
    size: Annotated[int, Field(ge=1)]
    type: str


class SupplementBody(Body):
    """The answer to a supplement request."""

    manifest: SupplementManifest
    fingerprint: Fingerprint
    uploads: dict[str, Uuid]
    client: Any = None


class Correction(Body):
    """One place of the draft that is wrong."""

    pointer: str
    should_be: Any


class ConfirmationBody(Body):
    """The applicant's answer about the draft certificate."""

    answer: Literal["correct", "wrong"]
    fields: list[Correction] = Field(default_factory=list)
    draft_sha256: Sha256


class WithdrawalBody(Body):
    """Why the citizen wants it back."""

    reason: Annotated[Text, Field(json_schema_extra={"x-dvcqg": "NoiDungXuLy"})] = ""


class PaymentBody(Body):
    """One attempt to pay a notice."""

    notice: str
    method: Annotated[Literal["vietqr", "cash"], Field(json_schema_extra={"x-dvcqg": "HinhThucThu"})]


class AcknowledgementBody(Body):
    """The result has been received and is whole."""

    sha256: Sha256 | None = None


class MessageBody(Body):
    """What the citizen writes to the office."""

    text: Annotated[Text, Field(min_length=1)]


class RatingBody(Body):
    """How the citizen was served, 1 the worst and 5 the best."""

    stars: Annotated[int, Field(ge=1, le=5)]
    text: Text = ""


class ConsentApplicant(Body):
    """For whom the submitter acts."""

    name: Annotated[Text, Field(min_length=1, json_schema_extra={"x-dvcqg": "ChuHoSo"})]
    id_type: Annotated[
        Literal["personal_id", "old_id", "passport", "tax_code", "none"],
        Field(json_schema_extra={"x-dvcqg": "LoaiDinhDanh"}),
    ]
    id_no: Annotated[str | None, Field(json_schema_extra={"x-dvcqg": "SoDinhDanh"})] = None
    phone: Annotated[str | None, Field(json_schema_extra={"x-dvcqg": "SoDienThoai"})] = None


class Evidence(Body):
    """What shows the consent; only paper is granted at once."""

    kind: Literal["paper", "otp", "qr"]
    sha256: Sha256 | None = None


class ConsentBody(Body):
    """The submitter acts for the applicant, in one procedure and one dossier; the days are counted by the portal."""

    applicant: ConsentApplicant
    procedure: Annotated[str, Field(json_schema_extra={"x-dvcqg": "MaTTHC"})]
    dossier: Uuid
    evidence: Evidence
    valid_days: Annotated[int, Field(ge=1, le=30)]
