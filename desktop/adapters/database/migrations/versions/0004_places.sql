CREATE TABLE seen_and_agreed (
  draft TEXT NOT NULL,
  answers_sha256 TEXT NOT NULL,
  agreed_at TEXT NOT NULL,
  PRIMARY KEY (draft),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE consent_terms (
  draft TEXT NOT NULL,
  valid_days INTEGER NOT NULL,
  PRIMARY KEY (draft),
  CONSTRAINT days_are_allowed CHECK (valid_days BETWEEN 1 AND 30),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE consent_standing (
  consent TEXT NOT NULL,
  state TEXT NOT NULL,
  expires_at TEXT,
  read_at TEXT NOT NULL,
  PRIMARY KEY (consent),
  CONSTRAINT state_is_known CHECK (state IN ('expired', 'granted', 'pending', 'revoked', 'used')),
  FOREIGN KEY(consent) REFERENCES consent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE papers_gone (
  draft TEXT NOT NULL,
  gone_at TEXT NOT NULL,
  PRIMARY KEY (draft),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE TABLE followed_dossier (
  id TEXT NOT NULL,
  code TEXT NOT NULL,
  id_last4 TEXT NOT NULL,
  title TEXT NOT NULL,
  added_at TEXT NOT NULL,
  told_by TEXT NOT NULL,
  procedure TEXT,
  unit TEXT,
  portal_id TEXT,
  status TEXT,
  status_label TEXT,
  status_at TEXT,
  due_on TEXT,
  checked_at TEXT,
  own_status TEXT,
  own_due_on TEXT,
  noted_at TEXT,
  final BOOLEAN NOT NULL,
  has_result BOOLEAN NOT NULL,
  paused BOOLEAN NOT NULL,
  trouble TEXT,
  ask_after TEXT,
  PRIMARY KEY (id),
  CONSTRAINT told_by_is_known CHECK (told_by IN ('person', 'portal')),
  CONSTRAINT status_is_known CHECK (status IN ('fee', 'finished', 'other', 'processing', 'received', 'refused', 'registered', 'returned', 'stopped', 'supplement', 'withdraw_requested')),
  CONSTRAINT own_status_is_known CHECK (own_status IN ('fee', 'finished', 'other', 'processing', 'received', 'refused', 'registered', 'returned', 'stopped', 'supplement', 'withdraw_requested')),
  CONSTRAINT final_is_a_flag CHECK (final IN (0, 1)),
  CONSTRAINT has_result_is_a_flag CHECK (has_result IN (0, 1)),
  CONSTRAINT paused_is_a_flag CHECK (paused IN (0, 1))
)

CREATE UNIQUE INDEX followed_dossier_by_code ON followed_dossier (code, id_last4)

ALTER TABLE printing RENAME TO printing_before

CREATE TABLE printing (
  draft TEXT NOT NULL,
  way TEXT NOT NULL,
  printed_at TEXT NOT NULL,
  ask_after TEXT NOT NULL,
  PRIMARY KEY (draft),
  CONSTRAINT way_is_known CHECK (way IN ('counter', 'online', 'post')),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

INSERT INTO printing SELECT * FROM printing_before

DROP TABLE printing_before

DROP INDEX hand_filing_of_draft

ALTER TABLE hand_filing RENAME TO hand_filing_before

CREATE TABLE hand_filing (
  id TEXT NOT NULL,
  draft TEXT NOT NULL,
  way TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  code TEXT,
  due_on TEXT,
  post_number TEXT,
  status TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT way_is_known CHECK (way IN ('counter', 'online', 'post')),
  CONSTRAINT status_is_known CHECK (status IN ('result', 'supplement', 'waiting')),
  FOREIGN KEY(draft) REFERENCES draft (id) DEFERRABLE INITIALLY DEFERRED
)

INSERT INTO hand_filing SELECT * FROM hand_filing_before

DROP TABLE hand_filing_before

CREATE UNIQUE INDEX hand_filing_of_draft ON hand_filing (draft)
