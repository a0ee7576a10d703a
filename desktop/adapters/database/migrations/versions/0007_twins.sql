ALTER TABLE dossier ADD COLUMN possible_duplicate_of TEXT DEFAULT '[]' NOT NULL
