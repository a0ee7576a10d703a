CREATE TABLE message (
  dossier TEXT NOT NULL,
  mid TEXT NOT NULL,
  at TEXT NOT NULL,
  is_ours BOOLEAN NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (dossier, mid),
  FOREIGN KEY(dossier) REFERENCES dossier (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT is_ours_is_a_flag CHECK (is_ours IN (0, 1))
)

CREATE TABLE fee_receipt (
  dossier TEXT NOT NULL,
  rid TEXT NOT NULL,
  name TEXT NOT NULL,
  paper_sha256 TEXT NOT NULL,
  verdict TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  PRIMARY KEY (dossier, rid),
  FOREIGN KEY(dossier) REFERENCES dossier (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE outbox_item_before AS SELECT * FROM outbox_item

DROP TABLE outbox_item

CREATE TABLE outbox_item (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  submission TEXT,
  body BLOB NOT NULL,
  fingerprint TEXT NOT NULL,
  mode TEXT NOT NULL,
  created_at TEXT NOT NULL,
  state TEXT NOT NULL,
  started BOOLEAN NOT NULL,
  attempts INTEGER NOT NULL,
  resume_state TEXT,
  reason TEXT,
  problem TEXT,
  next_try_at TEXT,
  lease_owner TEXT,
  lease_until TEXT,
  depends_on TEXT,
  paused BOOLEAN NOT NULL,
  portal_id TEXT,
  account TEXT,
  receipt TEXT,
  receipted_at TEXT,
  PRIMARY KEY (id),
  CONSTRAINT kind_is_known CHECK (kind IN ('acknowledgement', 'confirmation', 'consent', 'dossier', 'message', 'payment', 'rating', 'supplement', 'withdrawal')),
  CONSTRAINT mode_is_known CHECK (mode IN ('live', 'practice')),
  CONSTRAINT state_is_known CHECK (state IN ('conflict', 'needs_fix', 'needs_form_upgrade', 'needs_login', 'preflight', 'quarantined', 'queued', 'ready', 'receipted', 'retry_wait', 'submitting', 'unknown', 'uploading', 'withdrawing', 'withdrawn')),
  CONSTRAINT resume_state_is_known CHECK (resume_state IN ('submitting', 'unknown', 'uploading', 'withdrawing')),
  CONSTRAINT receipted_has_its_receipt CHECK (state <> 'receipted' OR receipt IS NOT NULL),
  CONSTRAINT sent_has_started CHECK (state NOT IN ('receipted', 'submitting', 'unknown', 'withdrawing') OR started = 1),
  CONSTRAINT waiting_knows_where_to_go_on CHECK (state NOT IN ('needs_login', 'retry_wait') OR resume_state IS NOT NULL),
  CONSTRAINT dossier_has_its_submission CHECK (kind <> 'dossier' OR submission IS NOT NULL),
  CONSTRAINT lease_is_whole CHECK ((lease_owner IS NULL) = (lease_until IS NULL)),
  FOREIGN KEY(submission) REFERENCES submission (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT started_is_a_flag CHECK (started IN (0, 1)),
  FOREIGN KEY(depends_on) REFERENCES outbox_item (id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT paused_is_a_flag CHECK (paused IN (0, 1))
)

INSERT INTO outbox_item SELECT * FROM outbox_item_before

DROP TABLE outbox_item_before

CREATE UNIQUE INDEX dossier_is_asked_once ON outbox_item (submission) WHERE kind = 'dossier' AND state <> 'withdrawn'

CREATE INDEX outbox_item_of_submission ON outbox_item (submission)

CREATE INDEX outbox_item_open ON outbox_item (state, created_at) WHERE state NOT IN ('receipted', 'withdrawn')
