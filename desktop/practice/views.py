"""What the portal answers, as the contract's document describes it; names of the national integration beside ours."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field


def theirs(name: str) -> Any:
    """A property with its name in the national integration."""
    return Field(json_schema_extra={"x-dvcqg": name})


def shown(model: type[BaseModel]) -> dict[str, Any]:
    """A response of this shape."""
    return {"description": model.__doc__ or "", "model": model}


Code = Annotated[str | None, theirs("MaHoSo")]
Time = str


class ProblemBody(BaseModel):
    """RFC 9457; `type` ends with the problem's slug."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    retryable: bool
    errors: list[dict[str, Any]] | None = None


class StatusView(BaseModel):
    """Where a dossier stands."""

    code: Annotated[int, theirs("TrangThaiHoSo")]
    enum: str
    label: str
    since: Time
    reason: str | None
    before_intake: bool
    final: bool
    cause: str | None


class Stored(BaseModel):
    """The dossier is stored; the receipt is a JWS."""

    id: str
    fingerprint: str
    receipt: str
    status: StatusView
    code: Code
    lookup_secret: str


class Kept(BaseModel):
    """The item is stored; the same again gives the same receipt."""

    fingerprint: str
    receipt: str
    state: str


class ProcedureView(BaseModel):
    """A procedure's code and name."""

    code: Annotated[str, theirs("MaTTHC")]
    name: Annotated[str, theirs("TenTTHC")]


class StepView(BaseModel):
    """Who has it now."""

    name: Annotated[str, theirs("NoiDungXuLy")]
    handler: Annotated[str, theirs("NguoiXuLy")]
    unit: Annotated[str, theirs("PhongBanXuLy")]
    since: Annotated[Time, theirs("NgayBatDau")]
    due: Annotated[Time | None, theirs("NgayKetThucTheoQuyDinh")]


class SupplementView(BaseModel):
    """What the office asks for."""

    sid: Annotated[str, theirs("HoSoBoSungId")]
    text: Annotated[str, theirs("NoiDungBoSung")]
    fields: list[dict[str, Any]]
    slots: list[dict[str, Any]]
    deadline: Annotated[Time, theirs("NgayHenTraMoi")]
    asked_at: Annotated[Time, theirs("NgayBoSung")]


class DocumentView(BaseModel):
    """A document of the office."""

    rid: Annotated[str, theirs("GiayToId")]
    kind: Literal["result", "fee_receipt", "draft"]
    name: Annotated[str, theirs("TenGiayTo")]
    type: str
    size: int
    sha256: str
    signed: bool
    issued_at: Time
    replaces: str | None
    delivery: str
    tracking: Annotated[str | None, theirs("MaVanDon")]
    acknowledged_at: Time | None


class ConfirmationView(BaseModel):
    """The draft certificate to be checked: where its bytes are, and their SHA-256."""

    cid: str
    state: Literal["open"]
    document: str
    sha256: str
    deadline: Time
    asked_at: Time
    silence_means: Literal["confirmed"]


class FeeItemView(BaseModel):
    """One line of a notice; `amount` is the whole line in đồng."""

    code: Annotated[str, theirs("MaPhiLePhi")]
    name: Annotated[str, theirs("TenPhiLePhi")]
    amount: Annotated[int, theirs("Gia")]
    quantity: int = 1


class RefundView(BaseModel):
    """Money that came beside what was owed: when it goes back at the latest, and when it went."""

    amount: int
    by: Time
    paid_back_at: Time | None


class AttemptView(BaseModel):
    """An attempt to pay, in short."""

    pid: str
    method: Annotated[str, theirs("HinhThucThu")]
    state: str
    fee_receipt: DocumentView | None
    refunds: list[RefundView]


class NoticeView(BaseModel):
    """What is owed; `sig` is a JWS over amount, beneficiary and memo."""

    notice: str
    items: Annotated[list[FeeItemView], theirs("DanhSachLePhi")]
    total: int
    when: Literal["before", "after"]
    state: str
    issued_at: Time
    deadline: Time
    sig: str
    payments: list[AttemptView]


class DossierView(BaseModel):
    """A dossier as its account sees it."""

    id: str
    seq: int
    code: Code
    fingerprint: str
    receipt: str
    procedure: ProcedureView
    unit: Annotated[str, theirs("DonViXuLy")]
    status: StatusView
    submitted_at: Annotated[Time, theirs("NgayNopHoSo")]
    received_at: Annotated[Time | None, theirs("NgayTiepNhan")]
    due_at: Annotated[Time | None, theirs("NgayHenTra")]
    finished_at: Annotated[Time | None, theirs("NgayKetThucXuLy")]
    returned_at: Annotated[Time | None, theirs("NgayTra")]
    paused: bool
    step: StepView
    supplement: Annotated[SupplementView | None, theirs("DanhSachHoSoBoSung")]
    confirmation: ConfirmationView | None
    fee_notices: list[NoticeView]
    results: Annotated[list[DocumentView], theirs("DanhSachGiayToKetQua")]
    possible_duplicate_of: list[str]
    allowed_actions: list[str]


class PublicStatus(BaseModel):
    """Where a dossier stands, without the office's words about it."""

    code: Annotated[int, theirs("TrangThaiHoSo")]
    enum: str
    label: str
    since: Time
    before_intake: bool
    final: bool


class PublicView(BaseModel):
    """A dossier as anybody sees it who holds its slip: no names, no reasons."""

    code: Annotated[str, theirs("MaHoSo")]
    procedure: ProcedureView
    unit: Annotated[str, theirs("DonViXuLy")]
    status: PublicStatus
    submitted_at: Annotated[Time, theirs("NgayNopHoSo")]
    received_at: Annotated[Time | None, theirs("NgayTiepNhan")]
    due_at: Annotated[Time | None, theirs("NgayHenTra")]
    finished_at: Annotated[Time | None, theirs("NgayKetThucXuLy")]
    returned_at: Annotated[Time | None, theirs("NgayTra")]
    paused: bool
    has_result: bool
    updated_at: Time


class Tombstone(BaseModel):
    """An id that was withdrawn."""

    id: str
    at: Time


class Changes(BaseModel):
    """One page of the delta."""

    items: list[DossierView]
    tombstones: list[Tombstone]
    next_cursor: str
    has_more: bool


class ActorView(BaseModel):
    """Who acted."""

    name: Annotated[str, theirs("NguoiXuLy")]
    role: Annotated[str, theirs("ChucDanh")]
    unit: Annotated[str, theirs("PhongBanXuLy")]


class HistoryRow(BaseModel):
    """One thing that happened."""

    seq: int
    at: Annotated[Time, theirs("ThoiDiemXuLy")]
    actor: ActorView
    text: Annotated[str, theirs("NoiDungXuLy")]
    status: Annotated[int, theirs("TrangThai")]
    step: str
    step_due: Annotated[Time | None, theirs("NgayKetThucTheoQuyDinh")]


class HistoryRows(BaseModel):
    """A dossier's history, the oldest first."""

    items: list[HistoryRow]


class Documents(BaseModel):
    """The results of a dossier."""

    items: Annotated[list[DocumentView], theirs("DanhSachGiayToKetQua")]


class Beneficiary(BaseModel):
    """Whose account."""

    bin: str
    account: str
    name: str


class PaymentView(Kept):
    """An attempt to pay."""

    pid: str
    notice: str
    method: Annotated[str, theirs("HinhThucThu")]
    amount: Annotated[int, theirs("Gia")]
    currency: Literal["VND"]
    qr: str | None
    beneficiary: Beneficiary
    memo: str
    pay_url: str | None
    expires_at: Time
    sig: str
    paid_at: Time | None
    fee_receipt: Annotated[str | None, Field(description="rid; the bytes are at /results/{rid}/content")]


class ConsentView(Kept):
    """A consent and until when it holds."""

    expires_at: Time
