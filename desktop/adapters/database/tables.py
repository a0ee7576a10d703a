"""The tables of vault.db; names are the domain's, one column per field."""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    event,
    text,
)
from sqlalchemy.engine import Connection

from desktop.adapters.database.column_types import Day, Moment, Record, Word
from desktop.adapters.database.store_rules import triggers, words_to_be_found
from desktop.domain.attachment import Finding
from desktop.domain.by_hand import HandStatus, Way
from desktop.domain.consent import ConsentState, EvidenceKind
from desktop.domain.dossier import DraftCertificate, Status, Step, SupplementRequest, Turn
from desktop.domain.draft import FilingFor, Submitter
from desktop.domain.fee import FeeNotice, PaymentState
from desktop.domain.followed import ToldBy
from desktop.domain.person import Bond
from desktop.domain.signature import SignatureVerdict
from desktop.domain.submission import RESUMABLE, Kind, Mode, State
from forms.migration import Note

metadata = MetaData()

IS_OPEN = text("state NOT IN ('receipted', 'withdrawn')")
IS_HELD = text("kind = 'dossier' AND state = 'receipted'")
IS_TAKEN_BACK = text("kind = 'dossier' AND state = 'withdrawn' AND started = 1")
IS_UNDER_WAY = text("final = 0")
"""Of outbox items, the last one of dossiers; in these words alone their indexes are used."""


def _text(name: str, *more: Any, optional: bool = False) -> Column[str]:
    return Column(name, Text, *more, nullable=optional)


def _key(name: str = "id") -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


def _integer(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=True, name=f"{name}_is_a_flag"), nullable=False)


def _moment(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=optional)


def _day(name: str, *, optional: bool = False) -> Column[Any]:
    return Column(name, Day, nullable=optional)


def _word(name: str, words: type[StrEnum], *, optional: bool = False) -> Column[Any]:
    return Column(name, Word(words), nullable=optional)


def _record(name: str, kind: Any, *, optional: bool = False) -> Column[Any]:
    return Column(name, Record(kind), nullable=optional)


def _parent(name: str, target: str, *, gone: str | None = None, optional: bool = False) -> Column[str]:
    key = ForeignKey(target, ondelete=gone, deferrable=True, initially="DEFERRED")
    return Column(name, Text, key, nullable=optional)


def _one_of(name: str, words: type[StrEnum] | frozenset[State]) -> CheckConstraint:
    listed = ", ".join(sorted(f"'{word.value}'" for word in words))
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_is_known")


draft = Table(
    "draft", metadata, _key(), _text("procedure"), _integer("version"), _record("answers", dict),
    _moment("created_at"), _moment("saved_at"), _word("filing_for", FilingFor, optional=True),
    _record("submitter", Submitter, optional=True), _text("exemption", optional=True),
    _text("replaces", optional=True), _moment("discarded_at", optional=True),
    _text("finalised_as", optional=True), _text("step", optional=True), _text("title"),
    _one_of("filing_for", FilingFor), CheckConstraint("json_type(answers) = 'object'", name="answers_are_an_object"),
    Index("draft_open", "saved_at", sqlite_where=text("discarded_at IS NULL AND finalised_as IS NULL")),
    Index("draft_binned", "discarded_at", sqlite_where=text("discarded_at IS NOT NULL")),
)  # fmt: skip

attachment = Table(
    "attachment", metadata, _key(), _parent("draft", "draft.id", gone="CASCADE"), _text("slot"), _integer("n"),
    _text("name"), _text("sha256"), _integer("size"), _text("media_type"), _integer("pages", optional=True),
    _record("findings", tuple[Finding, ...]),
    Index("attachment_place", "draft", "slot", "n", unique=True),
)  # fmt: skip

carried_draft = Table(
    "carried_draft", metadata, _parent("draft", "draft.id", gone="CASCADE"), _text("came_from"),
    _integer("from_version"), _moment("carried_at"), _record("notes", tuple[Note, ...]),
    PrimaryKeyConstraint("draft"), Index("carried_draft_came_from", "came_from"),
)  # fmt: skip

printing = Table(
    "printing", metadata, _parent("draft", "draft.id", gone="CASCADE"), _word("way", Way), _moment("printed_at"),
    _moment("ask_after"), PrimaryKeyConstraint("draft"), _one_of("way", Way),
)  # fmt: skip

hand_filing = Table(
    "hand_filing", metadata, _key(), _parent("draft", "draft.id"), _word("way", Way), _day("filed_on"),
    _moment("recorded_at"), _moment("changed_at"), _text("code", optional=True), _day("due_on", optional=True),
    _text("post_number", optional=True), _word("status", HandStatus),
    _one_of("way", Way), _one_of("status", HandStatus), Index("hand_filing_of_draft", "draft", unique=True),
)  # fmt: skip

seen_and_agreed = Table(
    "seen_and_agreed", metadata, _parent("draft", "draft.id", gone="CASCADE"), _text("answers_sha256"),
    _moment("agreed_at"), PrimaryKeyConstraint("draft"),
)  # fmt: skip

consent_terms = Table(
    "consent_terms", metadata, _parent("draft", "draft.id", gone="CASCADE"), _integer("valid_days"),
    PrimaryKeyConstraint("draft"), CheckConstraint("valid_days BETWEEN 1 AND 30", name="days_are_allowed"),
)  # fmt: skip

consent_standing = Table(
    "consent_standing", metadata, _parent("consent", "consent.id", gone="CASCADE"), _word("state", ConsentState),
    _moment("expires_at", optional=True), _moment("read_at"), PrimaryKeyConstraint("consent"),
    _one_of("state", ConsentState),
)  # fmt: skip

papers_gone = Table(
    "papers_gone", metadata, _parent("draft", "draft.id", gone="CASCADE"), _moment("gone_at"),
    PrimaryKeyConstraint("draft"),
)  # fmt: skip

followed_dossier = Table(
    "followed_dossier", metadata, _key(), _text("code"), _text("id_last4"), _text("title"), _moment("added_at"),
    _word("told_by", ToldBy), _text("procedure", optional=True), _text("unit", optional=True),
    _text("portal_id", optional=True), _word("status", Status, optional=True), _text("status_label", optional=True),
    _moment("status_at", optional=True), _day("due_on", optional=True), _moment("checked_at", optional=True),
    _word("own_status", Status, optional=True), _day("own_due_on", optional=True), _moment("noted_at", optional=True),
    _flag("final"), _flag("has_result"), _flag("paused"), _text("trouble", optional=True),
    _moment("ask_after", optional=True),
    _one_of("told_by", ToldBy), _one_of("status", Status), _one_of("own_status", Status),
    Index("followed_dossier_by_code", "code", "id_last4", unique=True),
)  # fmt: skip

submission = Table(
    "submission", metadata, _key(), _parent("draft", "draft.id"), _text("procedure"), _integer("version"),
    _text("title"), _word("mode", Mode), _text("fingerprint"), _moment("finalised_at"), _text("unit"),
    _text("consent", optional=True), _text("replaces", optional=True),
    _one_of("mode", Mode), Index("submission_finalised_at", "finalised_at"),
)  # fmt: skip

list_line = Table(
    "list_line", metadata, Column("place", Integer, primary_key=True),
    _parent("submission", "submission.id", gone="CASCADE"), _word("turn", Turn), _text("presses"),
    _one_of("turn", Turn), Index("list_line_of_submission", "submission", unique=True),
    Index("list_line_standing", text("turn DESC"), "presses", text("place DESC")),
)  # fmt: skip

consent = Table(
    "consent", metadata, _key(), _text("submission"), _text("procedure"), _text("applicant_name"),
    _text("applicant_id_type"), _text("applicant_id_no", optional=True), _text("applicant_phone", optional=True),
    _word("evidence", EvidenceKind), _text("evidence_sha256", optional=True), _integer("valid_days"),
    _one_of("evidence", EvidenceKind),
    CheckConstraint("evidence <> 'paper' OR evidence_sha256 IS NOT NULL", name="paper_evidence_has_its_paper"),
)  # fmt: skip

outbox_item = Table(
    "outbox_item", metadata, _key(), _word("kind", Kind),
    _parent("submission", "submission.id", gone="SET NULL", optional=True),
    Column("body", LargeBinary, nullable=False), _text("fingerprint"), _word("mode", Mode), _moment("created_at"),
    _word("state", State), _flag("started"), _integer("attempts"), _word("resume_state", State, optional=True),
    _text("reason", optional=True), _text("problem", optional=True), _moment("next_try_at", optional=True),
    _text("lease_owner", optional=True), _moment("lease_until", optional=True),
    _parent("depends_on", "outbox_item.id", optional=True), _flag("paused"), _text("portal_id", optional=True),
    _text("account", optional=True), _text("receipt", optional=True), _moment("receipted_at", optional=True),
    _one_of("kind", Kind), _one_of("mode", Mode), _one_of("state", State), _one_of("resume_state", RESUMABLE),
    CheckConstraint("state <> 'receipted' OR receipt IS NOT NULL", name="receipted_has_its_receipt"),
    CheckConstraint("state NOT IN ('receipted', 'submitting', 'unknown', 'withdrawing') OR started = 1",
                    name="sent_has_started"),
    CheckConstraint("state NOT IN ('needs_login', 'retry_wait') OR resume_state IS NOT NULL",
                    name="waiting_knows_where_to_go_on"),
    CheckConstraint("kind <> 'dossier' OR submission IS NOT NULL", name="dossier_has_its_submission"),
    CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_is_whole"),
    Index("outbox_item_of_submission", "submission"), Index("outbox_item_receipted_at", "receipted_at"),
    Index("outbox_item_open", "state", "created_at", sqlite_where=IS_OPEN),
    Index("dossier_is_held", "portal_id", "account", "id", sqlite_where=IS_HELD),
    Index("dossier_is_taken_back", "portal_id", "account", "id", sqlite_where=IS_TAKEN_BACK),
    Index("dossier_is_asked_once", "submission", unique=True,
          sqlite_where=text("kind = 'dossier' AND state <> 'withdrawn'")),
)  # fmt: skip

paper_upload = Table(
    "paper_upload", metadata, _parent("item", "outbox_item.id", gone="CASCADE"), _text("slot"), _integer("n"),
    _integer("generation"), _text("sha256"), _integer("size"), _text("media_type"), _text("upload_id"),
    _integer("offset"), _flag("complete"), PrimaryKeyConstraint("item", "slot", "n", "generation"),
)  # fmt: skip

attempt = Table(
    "attempt", metadata, _parent("item", "outbox_item.id", gone="CASCADE"), _integer("number"), _moment("started_at"),
    _moment("ended_at", optional=True), _text("outcome"), _text("code", optional=True),
    PrimaryKeyConstraint("item", "number"),
)  # fmt: skip

dossier = Table(
    "dossier", metadata, _key(), _integer("seq"), _text("code", optional=True), _word("status", Status),
    _text("status_label"), _text("reason", optional=True), _flag("before_intake"), _flag("final"),
    _moment("submitted_at", optional=True), _moment("received_at", optional=True), _moment("due_at", optional=True),
    _flag("paused"), _record("step", Step, optional=True), _record("supplement", SupplementRequest, optional=True),
    _record("confirmation", DraftCertificate, optional=True), _record("fee_notices", tuple[FeeNotice, ...]),
    _record("allowed_actions", tuple[str, ...]), _moment("refreshed_at", optional=True),
    Column("possible_duplicate_of", Record(tuple[str, ...]), nullable=False, server_default=text("'[]'")),
    _one_of("status", Status), Index("dossier_under_way", "id", "refreshed_at", sqlite_where=IS_UNDER_WAY),
    Index("dossier_refreshed_at", "refreshed_at"),
    Index("dossier_with_fees", "id", sqlite_where=text("fee_notices <> '[]'")),
)  # fmt: skip

history_row = Table(
    "history_row", metadata, _parent("dossier", "dossier.id", gone="CASCADE"), _integer("seq"), _moment("at"),
    _text("actor"), _text("role"), _text("unit"), _text("text"), _word("status", Status),
    PrimaryKeyConstraint("dossier", "seq"), _one_of("status", Status),
)  # fmt: skip

message = Table(
    "message", metadata, _parent("dossier", "dossier.id", gone="CASCADE"), _text("mid"), _moment("at"),
    _flag("is_ours"), _text("name"), _text("text"), PrimaryKeyConstraint("dossier", "mid"),
)  # fmt: skip

result = Table(
    "result", metadata, _parent("dossier", "dossier.id", gone="CASCADE"), _text("rid"), _text("name"),
    _text("media_type"), _integer("size"), _text("sha256"), _flag("signed"), _moment("issued_at", optional=True),
    _text("replaces", optional=True), PrimaryKeyConstraint("dossier", "rid"),
)  # fmt: skip

kept_result = Table(
    "kept_result", metadata, _text("dossier"), _text("rid"), _text("paper_sha256"), _text("verdict"),
    PrimaryKeyConstraint("dossier", "rid", "paper_sha256"),
    ForeignKeyConstraint(["dossier", "rid"], ["result.dossier", "result.rid"], deferrable=True, initially="DEFERRED"),
)  # fmt: skip

payment = Table(
    "payment", metadata, _key(), _text("dossier"), _text("notice"), _text("method"), _word("state", PaymentState),
    _integer("amount"), _text("qr", optional=True), _text("memo", optional=True), _text("beneficiary", optional=True),
    _moment("expires_at", optional=True), _text("fee_receipt", optional=True),
    _one_of("state", PaymentState), Index("payment_of_dossier", "dossier"), Index("payment_by_state", "state"),
)  # fmt: skip

fee_receipt = Table(
    "fee_receipt", metadata, _parent("dossier", "dossier.id", gone="CASCADE"), _text("rid"), _text("name"),
    _text("paper_sha256"), _record("verdict", SignatureVerdict), _moment("kept_at"),
    PrimaryKeyConstraint("dossier", "rid"),
)  # fmt: skip

cursor = Table(
    "cursor", metadata, _text("portal_id"), _text("account"), _text("cursor"),
    PrimaryKeyConstraint("portal_id", "account"),
)  # fmt: skip

person = Table(
    "person", metadata, _key(), _text("name"), _record("answers", dict), _moment("learned_at"), _text("role"),
    _text("procedure", optional=True), _integer("version", optional=True),
    CheckConstraint("json_type(answers) = 'object'", name="what_is_known_is_an_object"),
)  # fmt: skip

kin = Table(
    "kin", metadata, _parent("person", "person.id", gone="CASCADE"), _word("bond", Bond),
    _parent("other", "person.id", gone="CASCADE"), _record("paper", dict),
    PrimaryKeyConstraint("person", "bond", "other"), _one_of("bond", Bond),
)  # fmt: skip

account = Table(
    "account", metadata, _text("portal_id"), _text("id"), _text("name"), _text("access_token"),
    _text("refresh_token", optional=True), _moment("expires_at"), _flag("signed_out"), _integer("turn"),
    PrimaryKeyConstraint("portal_id", "id"),
)  # fmt: skip

profile = Table(
    "profile", metadata, _key("portal_id"), _word("mode", Mode), _text("name"), _text("url"),
    _record("keys", tuple[dict[str, Any], ...]), _text("result_ca"), _record("limits", dict), _one_of("mode", Mode),
)  # fmt: skip

setting = Table("setting", metadata, _key("key"), _text("value"))


@event.listens_for(metadata, "after_create")
def _set_rules(_target: MetaData, connection: Connection, **_options: object) -> None:
    for statement in (*words_to_be_found(), *triggers()):
        connection.exec_driver_sql(statement)
