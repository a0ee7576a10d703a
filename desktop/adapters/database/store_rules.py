"""Triggers of vault.db: what no program may do to an item, a submission or a finalised draft."""

from desktop.domain.submission import allowed_pairs

ILLEGAL_MOVE = "illegal-move"
"""What a trigger says when the program itself is wrong; the rule's name follows."""
DRAFT_FINALISED = "draft.finalised"
SUBMIT_STARTED = "submit.started"
FILED_BY_HAND = "draft.filed-by-hand"

_DRAFT_CONTENT = (
    "id", "procedure", "version", "answers", "created_at", "filing_for", "submitter", "exemption", "replaces",
)  # fmt: skip
_ITEM_FROZEN = ("id", "kind", "mode", "body", "fingerprint", "created_at")


def triggers() -> tuple[str, ...]:
    """Every trigger, as the statement that creates it."""
    return (
        *_item_moves(), *_item_facts(), *_submission_facts(), *_draft_facts(), *_by_hand_facts(), _FORGET_WORDS,
    )  # fmt: skip


def words_to_be_found() -> tuple[str, ...]:
    """The words by which a line of the list is found, by its `place`, from three letters on without reading all.

    What is taken out of it leaves nothing behind.
    """
    return (
        "CREATE VIRTUAL TABLE list_words USING fts5(words, tokenize='trigram')",
        "INSERT INTO list_words (list_words, rank) VALUES ('secure-delete', 1)",
    )


_FORGET_WORDS = (
    "CREATE TRIGGER list_line_takes_its_words AFTER DELETE ON list_line"
    " BEGIN DELETE FROM list_words WHERE rowid = OLD.place; END"
)


def _refuse(name: str, before: str, when: str, message: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {before} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)


def _item_moves() -> tuple[str, ...]:
    pairs = ", ".join(f"'{old}>{new}'" for old, new in sorted(allowed_pairs()))
    waits = "OLD.state IN ('needs_login', 'retry_wait') AND NEW.state NOT IN (OLD.state, 'withdrawn', 'withdrawing')"
    return (
        _refuse(
            "item_begins_unsent", "INSERT ON outbox_item",
            "NEW.state NOT IN ('ready', 'queued') OR NEW.started <> 0", f"{ILLEGAL_MOVE}: begins",
        ),
        _refuse(
            "item_moves_by_the_table", "UPDATE ON outbox_item",
            f"NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({pairs})", f"{ILLEGAL_MOVE}: state",
        ),
        _refuse(
            "item_goes_on_where_it_stopped", "UPDATE ON outbox_item",
            f"{waits} AND NEW.state IS NOT OLD.resume_state"
            " AND NOT (OLD.resume_state = 'submitting' AND NEW.state = 'unknown')", f"{ILLEGAL_MOVE}: resume",
        ),
        _refuse(
            "dossier_is_withdrawn_by_the_portal", "UPDATE ON outbox_item",
            "OLD.kind = 'dossier' AND OLD.started = 1 AND NEW.state = 'withdrawn'"
            " AND OLD.state NOT IN ('submitting', 'unknown', 'withdrawing', 'withdrawn')",
            f"{ILLEGAL_MOVE}: withdrawn",
        ),
    )  # fmt: skip


def _item_facts() -> tuple[str, ...]:
    return (
        _refuse(
            "item_is_frozen", "UPDATE ON outbox_item",
            f"{_differs(_ITEM_FROZEN)} OR (NEW.submission IS NOT OLD.submission AND NEW.submission IS NOT NULL)",
            f"{ILLEGAL_MOVE}: frozen",
        ),
        _refuse(
            "item_stays_started", "UPDATE ON outbox_item",
            "OLD.started = 1 AND NEW.started <> 1", f"{ILLEGAL_MOVE}: started",
        ),
        _refuse(
            "item_keeps_its_receipt", "UPDATE ON outbox_item",
            "OLD.receipt IS NOT NULL AND NEW.receipt IS NULL", f"{ILLEGAL_MOVE}: receipt",
        ),
        _refuse(
            "item_keeps_its_account", "UPDATE ON outbox_item",
            "OLD.started = 1 AND ((OLD.account IS NOT NULL AND NEW.account IS NOT OLD.account)"
            " OR (OLD.portal_id IS NOT NULL AND NEW.portal_id IS NOT OLD.portal_id))", f"{ILLEGAL_MOVE}: account",
        ),
        _refuse(
            "item_started_stays", "DELETE ON outbox_item",
            "OLD.started = 1"
            " AND (OLD.kind = 'dossier' OR OLD.state <> 'withdrawn' OR OLD.receipt IS NOT NULL)", SUBMIT_STARTED,
        ),
    )  # fmt: skip


def _submission_facts() -> tuple[str, ...]:
    started = "EXISTS (SELECT 1 FROM outbox_item AS i WHERE i.submission = OLD.id AND i.started = 1"
    return (
        _refuse("submission_is_frozen", "UPDATE ON submission", "1", f"{ILLEGAL_MOVE}: submission"),
        _refuse(
            "submission_started_stays", "DELETE ON submission", f"{started} AND i.kind <> 'consent')",
            SUBMIT_STARTED,
        ),
    )  # fmt: skip


def _draft_facts() -> tuple[str, ...]:
    started = (
        "EXISTS (SELECT 1 FROM outbox_item AS i"
        " WHERE i.submission = OLD.finalised_as AND i.started = 1 AND i.kind <> 'consent')"
    )
    finalised = "EXISTS (SELECT 1 FROM draft AS d WHERE d.id = {}.draft AND d.finalised_as IS NOT NULL)"
    return (
        _refuse(
            "draft_finalised_is_frozen", "UPDATE ON draft",
            f"OLD.finalised_as IS NOT NULL AND ({_differs(_DRAFT_CONTENT)})", DRAFT_FINALISED,
        ),
        _refuse(
            "draft_started_stays_finalised", "UPDATE ON draft",
            f"OLD.finalised_as IS NOT NULL AND NEW.finalised_as IS NOT OLD.finalised_as AND {started}",
            SUBMIT_STARTED,
        ),
        _refuse("draft_finalised_stays", "DELETE ON draft", "OLD.finalised_as IS NOT NULL", DRAFT_FINALISED),
        _refuse("paper_joins_open_draft", "INSERT ON attachment", finalised.format("NEW"), DRAFT_FINALISED),
        _refuse(
            "paper_of_finalised_draft_is_frozen", "UPDATE ON attachment",
            f"{finalised.format('OLD')} OR {finalised.format('NEW')}", DRAFT_FINALISED,
        ),
        _refuse("paper_leaves_open_draft", "DELETE ON attachment", finalised.format("OLD"), DRAFT_FINALISED),
    )  # fmt: skip


def _by_hand_facts() -> tuple[str, ...]:
    """What was filed by hand is never sent too, what is sent was not filed by hand; and what was filed stays so."""
    on_its_way = (
        "EXISTS (SELECT 1 FROM submission AS s JOIN outbox_item AS i ON i.submission = s.id"
        " WHERE s.draft = NEW.draft AND i.kind = 'dossier' AND i.state <> 'withdrawn')"
    )
    return (
        _refuse("hand_filing_is_not_sent", "INSERT ON hand_filing", on_its_way, DRAFT_FINALISED),
        _refuse(
            "hand_filing_keeps_its_draft", "UPDATE ON hand_filing",
            _differs(("id", "draft", "recorded_at")), f"{ILLEGAL_MOVE}: hand-filing",
        ),
        _refuse(
            "submission_is_not_filed_by_hand", "INSERT ON submission",
            "EXISTS (SELECT 1 FROM hand_filing AS h WHERE h.draft = NEW.draft)", FILED_BY_HAND,
        ),
        _refuse(
            "draft_filed_by_hand_stays_so", "UPDATE ON draft",
            "NEW.finalised_as IS NOT OLD.finalised_as"
            " AND EXISTS (SELECT 1 FROM hand_filing AS h WHERE h.id = OLD.finalised_as)", FILED_BY_HAND,
        ),
    )  # fmt: skip
