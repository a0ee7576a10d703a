CREATE TABLE carried_draft (
  draft TEXT NOT NULL,
  came_from TEXT NOT NULL,
  from_version INTEGER NOT NULL,
  carried_at TEXT NOT NULL,
  notes TEXT NOT NULL,
  PRIMARY KEY (draft),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE INDEX carried_draft_came_from ON carried_draft (came_from)

CREATE TABLE printing (
  draft TEXT NOT NULL,
  way TEXT NOT NULL,
  printed_at TEXT NOT NULL,
  ask_after TEXT NOT NULL,
  PRIMARY KEY (draft),
  CONSTRAINT way_is_known CHECK (way IN ('counter', 'post')),
  FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

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
  CONSTRAINT way_is_known CHECK (way IN ('counter', 'post')),
  CONSTRAINT status_is_known CHECK (status IN ('result', 'supplement', 'waiting')),
  FOREIGN KEY(draft) REFERENCES draft (id) DEFERRABLE INITIALLY DEFERRED
)

CREATE UNIQUE INDEX hand_filing_of_draft ON hand_filing (draft)

CREATE TRIGGER hand_filing_is_not_sent BEFORE INSERT ON hand_filing WHEN EXISTS (SELECT 1 FROM submission AS s JOIN outbox_item AS i ON i.submission = s.id WHERE s.draft = NEW.draft AND i.kind = 'dossier' AND i.state <> 'withdrawn') BEGIN SELECT RAISE(ABORT, 'draft.finalised'); END

CREATE TRIGGER hand_filing_keeps_its_draft BEFORE UPDATE ON hand_filing WHEN NEW.id IS NOT OLD.id OR NEW.draft IS NOT OLD.draft OR NEW.recorded_at IS NOT OLD.recorded_at BEGIN SELECT RAISE(ABORT, 'illegal-move: hand-filing'); END

CREATE TRIGGER submission_is_not_filed_by_hand BEFORE INSERT ON submission WHEN EXISTS (SELECT 1 FROM hand_filing AS h WHERE h.draft = NEW.draft) BEGIN SELECT RAISE(ABORT, 'draft.filed-by-hand'); END

CREATE TRIGGER draft_filed_by_hand_stays_so BEFORE UPDATE ON draft WHEN NEW.finalised_as IS NOT OLD.finalised_as AND EXISTS (SELECT 1 FROM hand_filing AS h WHERE h.id = OLD.finalised_as) BEGIN SELECT RAISE(ABORT, 'draft.filed-by-hand'); END
