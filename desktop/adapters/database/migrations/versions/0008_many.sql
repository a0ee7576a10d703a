CREATE TABLE list_line (
	place INTEGER NOT NULL, 
	submission TEXT NOT NULL, 
	turn TEXT NOT NULL, 
	presses TEXT NOT NULL, 
	PRIMARY KEY (place), 
	CONSTRAINT turn_is_known CHECK (turn IN ('nobody', 'office', 'program', 'yours')), 
	FOREIGN KEY(submission) REFERENCES submission (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
)

CREATE UNIQUE INDEX list_line_of_submission ON list_line (submission)

CREATE INDEX list_line_standing ON list_line (turn DESC, presses, place DESC)

CREATE INDEX draft_binned ON draft (discarded_at) WHERE discarded_at IS NOT NULL

CREATE INDEX draft_open ON draft (saved_at) WHERE discarded_at IS NULL AND finalised_as IS NULL

CREATE INDEX dossier_is_held ON outbox_item (portal_id, account, id) WHERE kind = 'dossier' AND state = 'receipted'

CREATE INDEX dossier_is_taken_back ON outbox_item (portal_id, account, id) WHERE kind = 'dossier' AND state = 'withdrawn' AND started = 1

CREATE INDEX outbox_item_receipted_at ON outbox_item (receipted_at)

CREATE INDEX submission_finalised_at ON submission (finalised_at)

CREATE INDEX dossier_refreshed_at ON dossier (refreshed_at)

CREATE INDEX dossier_under_way ON dossier (id, refreshed_at) WHERE final = 0

CREATE INDEX dossier_with_fees ON dossier (id) WHERE fee_notices <> '[]'

CREATE INDEX payment_by_state ON payment (state)

CREATE VIRTUAL TABLE list_words USING fts5(words, tokenize='trigram')

INSERT INTO list_words (list_words, rank) VALUES ('secure-delete', 1)

CREATE TRIGGER list_line_takes_its_words AFTER DELETE ON list_line BEGIN DELETE FROM list_words WHERE rowid = OLD.place; END
