CREATE TABLE draft (
  id TEXT NOT NULL,
  procedure TEXT NOT NULL,
  version INTEGER NOT NULL,
  answers TEXT NOT NULL,
  created_at TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  filing_for TEXT,
  submitter TEXT,
  exemption TEXT,
  replaces TEXT,
  discarded_at TEXT,
  finalised_as TEXT,
  step TEXT,
  title TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT filing_for_is_known CHECK (filing_for IN ('organisation', 'other', 'self')),
  CONSTRAINT answers_are_an_object CHECK (json_type(answers) = 'object')
)

CREATE TABLE consent (
  id TEXT NOT NULL,
  submission TEXT NOT NULL,
  procedure TEXT NOT NULL,
  applicant_name TEXT NOT NULL,
  applicant_id_type TEXT NOT NULL,
  applicant_id_no TEXT,
  applicant_phone TEXT,
  evidence TEXT NOT NULL,
  evidence_sha256 TEXT,
  valid_days INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT evidence_is_known CHECK (evidence IN ('otp', 'paper', 'qr')),
  CONSTRAINT paper_evidence_has_its_paper CHECK (evidence <> 'paper' OR evidence_sha256 IS NOT NULL)
)

CREATE TABLE dossier (
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  code TEXT,
  status TEXT NOT NULL,
  status_label TEXT NOT NULL,
  reason TEXT,
  before_intake BOOLEAN NOT NULL,
  final BOOLEAN NOT NULL,
  submitted_at TEXT,
  received_at TEXT,
  due_at TEXT,
  paused BOOLEAN NOT NULL,
  step TEXT,
  supplement TEXT,
  confirmation TEXT,
  fee_notices TEXT NOT NULL,
  allowed_actions TEXT NOT NULL,
  refreshed_at TEXT,
  PRIMARY KEY (id),
  CONSTRAINT status_is_known CHECK (status IN ('fee', 'finished', 'other', 'processing', 'received', 'refused', 'registered', 'returned', 'stopped', 'supplement', 'withdraw_requested')),
  CONSTRAINT before_intake_is_a_flag CHECK (before_intake IN (0, 1)),
  CONSTRAINT final_is_a_flag CHECK (final IN (0, 1)),
  CONSTRAINT paused_is_a_flag CHECK (paused IN (0, 1))
)

CREATE TABLE payment (
  id TEXT NOT NULL,
  dossier TEXT NOT NULL,
  notice TEXT NOT NULL,
  method TEXT NOT NULL,
  state TEXT NOT NULL,
  amount INTEGER NOT NULL,
  qr TEXT,
  memo TEXT,
  beneficiary TEXT,
  expires_at TEXT,
  fee_receipt TEXT,
  PRIMARY KEY (id),
  CONSTRAINT state_is_known CHECK (state IN ('expired', 'failed', 'open', 'paid', 'pending', 'refunded'))
)

CREATE INDEX payment_of_dossier ON payment (dossier)

CREATE TABLE cursor (
  portal_id TEXT NOT NULL,
  account TEXT NOT NULL,
  cursor TEXT NOT NULL,
  PRIMARY KEY (portal_id, account)
)

CREATE TABLE applicant (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  id_type TEXT NOT NULL,
  id_no TEXT,
  phone TEXT,
  email TEXT,
  address TEXT,
  PRIMARY KEY (id),
  CONSTRAINT kind_is_known CHECK (kind IN ('agency', 'citizen', 'organisation')),
  CONSTRAINT id_type_is_known CHECK (id_type IN ('none', 'old_id', 'passport', 'personal_id', 'tax_code'))
)

CREATE TABLE account (
  portal_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  access_token TEXT NOT NULL,
  refresh_token TEXT,
  expires_at TEXT NOT NULL,
  signed_out BOOLEAN NOT NULL,
  turn INTEGER NOT NULL,
  PRIMARY KEY (portal_id, id),
  CONSTRAINT signed_out_is_a_flag CHECK (signed_out IN (0, 1))
)

CREATE TABLE profile (
  portal_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  keys TEXT NOT NULL,
  result_ca TEXT NOT NULL,
  limits TEXT NOT NULL,
  PRIMARY KEY (portal_id),
  CONSTRAINT mode_is_known CHECK (mode IN ('live', 'practice'))
)

CREATE TABLE setting (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY ("key")
)

CREATE TABLE attachment (
  id TEXT NOT NULL,
  draft TEXT NOT NULL,
  slot TEXT NOT NULL,
  n INTEGER NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  pages INTEGER,
  findings TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE UNIQUE INDEX attachment_place ON attachment (draft, slot, n)

CREATE TABLE submission (
  id TEXT NOT NULL,
  draft TEXT NOT NULL,
  procedure TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  mode TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  finalised_at TEXT NOT NULL,
  unit TEXT NOT NULL,
  consent TEXT,
  replaces TEXT,
  PRIMARY KEY (id),
  CONSTRAINT mode_is_known CHECK (mode IN ('live', 'practice')),
  FOREIGN KEY(draft) REFERENCES draft (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE history_row (
  dossier TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  text TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (dossier, seq),
  CONSTRAINT status_is_known CHECK (status IN ('fee', 'finished', 'other', 'processing', 'received', 'refused', 'registered', 'returned', 'stopped', 'supplement', 'withdraw_requested')),
  FOREIGN KEY(dossier) REFERENCES dossier (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE result (
  dossier TEXT NOT NULL,
  rid TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  signed BOOLEAN NOT NULL,
  issued_at TEXT,
  PRIMARY KEY (dossier, rid),
  FOREIGN KEY(dossier) REFERENCES dossier (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT signed_is_a_flag CHECK (signed IN (0, 1))
)

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
  CONSTRAINT kind_is_known CHECK (kind IN ('acknowledgement', 'confirmation', 'consent', 'dossier', 'payment', 'supplement', 'withdrawal')),
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

CREATE INDEX outbox_item_open ON outbox_item (state, created_at) WHERE state NOT IN ('receipted', 'withdrawn')

CREATE INDEX outbox_item_of_submission ON outbox_item (submission)

CREATE UNIQUE INDEX dossier_is_asked_once ON outbox_item (submission) WHERE kind = 'dossier' AND state <> 'withdrawn'

CREATE TABLE kept_result (
  dossier TEXT NOT NULL,
  rid TEXT NOT NULL,
  paper_sha256 TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (dossier, rid, paper_sha256),
  FOREIGN KEY(dossier, rid) REFERENCES result (dossier, rid) DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE paper_upload (
  item TEXT NOT NULL,
  slot TEXT NOT NULL,
  n INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  upload_id TEXT NOT NULL,
  "offset" INTEGER NOT NULL,
  complete BOOLEAN NOT NULL,
  PRIMARY KEY (item, slot, n, generation),
  FOREIGN KEY(item) REFERENCES outbox_item (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT complete_is_a_flag CHECK (complete IN (0, 1))
)

CREATE TABLE attempt (
  item TEXT NOT NULL,
  number INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT NOT NULL,
  code TEXT,
  PRIMARY KEY (item, number),
  FOREIGN KEY(item) REFERENCES outbox_item (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TRIGGER item_begins_unsent BEFORE INSERT ON outbox_item WHEN NEW.state NOT IN ('ready', 'queued') OR NEW.started <> 0 BEGIN SELECT RAISE(ABORT, 'illegal-move: begins'); END

CREATE TRIGGER item_moves_by_the_table BEFORE UPDATE ON outbox_item WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ('conflict>withdrawing', 'conflict>withdrawn', 'needs_fix>withdrawing', 'needs_fix>withdrawn', 'needs_form_upgrade>withdrawing', 'needs_form_upgrade>withdrawn', 'needs_login>submitting', 'needs_login>unknown', 'needs_login>uploading', 'needs_login>withdrawing', 'needs_login>withdrawn', 'preflight>needs_form_upgrade', 'preflight>quarantined', 'preflight>uploading', 'preflight>withdrawing', 'preflight>withdrawn', 'quarantined>preflight', 'quarantined>withdrawing', 'quarantined>withdrawn', 'queued>preflight', 'queued>withdrawing', 'queued>withdrawn', 'ready>queued', 'ready>withdrawing', 'ready>withdrawn', 'receipted>uploading', 'retry_wait>submitting', 'retry_wait>unknown', 'retry_wait>uploading', 'retry_wait>withdrawing', 'retry_wait>withdrawn', 'submitting>conflict', 'submitting>needs_fix', 'submitting>needs_form_upgrade', 'submitting>needs_login', 'submitting>receipted', 'submitting>retry_wait', 'submitting>unknown', 'submitting>uploading', 'submitting>withdrawn', 'unknown>conflict', 'unknown>needs_login', 'unknown>receipted', 'unknown>retry_wait', 'unknown>submitting', 'unknown>withdrawing', 'unknown>withdrawn', 'uploading>needs_fix', 'uploading>needs_login', 'uploading>quarantined', 'uploading>retry_wait', 'uploading>submitting', 'uploading>withdrawing', 'uploading>withdrawn', 'withdrawing>needs_login', 'withdrawing>receipted', 'withdrawing>retry_wait', 'withdrawing>withdrawn') BEGIN SELECT RAISE(ABORT, 'illegal-move: state'); END

CREATE TRIGGER item_goes_on_where_it_stopped BEFORE UPDATE ON outbox_item WHEN OLD.state IN ('needs_login', 'retry_wait') AND NEW.state NOT IN (OLD.state, 'withdrawn', 'withdrawing') AND NEW.state IS NOT OLD.resume_state AND NOT (OLD.resume_state = 'submitting' AND NEW.state = 'unknown') BEGIN SELECT RAISE(ABORT, 'illegal-move: resume'); END

CREATE TRIGGER dossier_is_withdrawn_by_the_portal BEFORE UPDATE ON outbox_item WHEN OLD.kind = 'dossier' AND OLD.started = 1 AND NEW.state = 'withdrawn' AND OLD.state NOT IN ('submitting', 'unknown', 'withdrawing', 'withdrawn') BEGIN SELECT RAISE(ABORT, 'illegal-move: withdrawn'); END

CREATE TRIGGER item_is_frozen BEFORE UPDATE ON outbox_item WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.mode IS NOT OLD.mode OR NEW.body IS NOT OLD.body OR NEW.fingerprint IS NOT OLD.fingerprint OR NEW.created_at IS NOT OLD.created_at OR (NEW.submission IS NOT OLD.submission AND NEW.submission IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'illegal-move: frozen'); END

CREATE TRIGGER item_stays_started BEFORE UPDATE ON outbox_item WHEN OLD.started = 1 AND NEW.started <> 1 BEGIN SELECT RAISE(ABORT, 'illegal-move: started'); END

CREATE TRIGGER item_keeps_its_receipt BEFORE UPDATE ON outbox_item WHEN OLD.receipt IS NOT NULL AND NEW.receipt IS NULL BEGIN SELECT RAISE(ABORT, 'illegal-move: receipt'); END

CREATE TRIGGER item_keeps_its_account BEFORE UPDATE ON outbox_item WHEN OLD.started = 1 AND ((OLD.account IS NOT NULL AND NEW.account IS NOT OLD.account) OR (OLD.portal_id IS NOT NULL AND NEW.portal_id IS NOT OLD.portal_id)) BEGIN SELECT RAISE(ABORT, 'illegal-move: account'); END

CREATE TRIGGER item_started_stays BEFORE DELETE ON outbox_item WHEN OLD.started = 1 BEGIN SELECT RAISE(ABORT, 'submit.started'); END

CREATE TRIGGER submission_is_frozen BEFORE UPDATE ON submission WHEN 1 BEGIN SELECT RAISE(ABORT, 'illegal-move: submission'); END

CREATE TRIGGER submission_started_stays BEFORE DELETE ON submission WHEN EXISTS (SELECT 1 FROM outbox_item AS i WHERE i.submission = OLD.id AND i.started = 1 AND i.kind <> 'consent') BEGIN SELECT RAISE(ABORT, 'submit.started'); END

CREATE TRIGGER draft_finalised_is_frozen BEFORE UPDATE ON draft WHEN OLD.finalised_as IS NOT NULL AND (NEW.id IS NOT OLD.id OR NEW.procedure IS NOT OLD.procedure OR NEW.version IS NOT OLD.version OR NEW.answers IS NOT OLD.answers OR NEW.created_at IS NOT OLD.created_at OR NEW.filing_for IS NOT OLD.filing_for OR NEW.submitter IS NOT OLD.submitter OR NEW.exemption IS NOT OLD.exemption OR NEW.replaces IS NOT OLD.replaces) BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END

CREATE TRIGGER draft_started_stays_finalised BEFORE UPDATE ON draft WHEN OLD.finalised_as IS NOT NULL AND NEW.finalised_as IS NOT OLD.finalised_as AND EXISTS (SELECT 1 FROM outbox_item AS i WHERE i.submission = OLD.finalised_as AND i.started = 1 AND i.kind <> 'consent') BEGIN SELECT RAISE(ABORT, 'submit.started'); END

CREATE TRIGGER draft_finalised_stays BEFORE DELETE ON draft WHEN OLD.finalised_as IS NOT NULL BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END

CREATE TRIGGER paper_joins_open_draft BEFORE INSERT ON attachment WHEN EXISTS (SELECT 1 FROM draft AS d WHERE d.id = NEW.draft AND d.finalised_as IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END

CREATE TRIGGER paper_of_finalised_draft_is_frozen BEFORE UPDATE ON attachment WHEN EXISTS (SELECT 1 FROM draft AS d WHERE d.id = OLD.draft AND d.finalised_as IS NOT NULL) OR EXISTS (SELECT 1 FROM draft AS d WHERE d.id = NEW.draft AND d.finalised_as IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END

CREATE TRIGGER paper_leaves_open_draft BEFORE DELETE ON attachment WHEN EXISTS (SELECT 1 FROM draft AS d WHERE d.id = OLD.draft AND d.finalised_as IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END
