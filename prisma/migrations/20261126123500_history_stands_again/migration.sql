-- Figures that were replaced may come back with a later file, as a row of its own: only rows that count are unique.
DROP INDEX "history_row_hash_occurrence_key";
CREATE UNIQUE INDEX "history_row_standing" ON "history_row" ("hash", "occurrence") WHERE "replaced_by" IS NULL;

-- By which import a row was replaced is part of what happened: it is said once.
CREATE OR REPLACE FUNCTION refuse_rewriting_statistics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (NEW.id, NEW.hash, NEW.occurrence, NEW.area_name, NEW.kind_name, NEW.parent_name, NEW.time_text, NEW.figures)
		IS DISTINCT FROM
		(OLD.id, OLD.hash, OLD.occurrence, OLD.area_name, OLD.kind_name, OLD.parent_name, OLD.time_text, OLD.figures)
		OR (OLD.replaced_by IS NOT NULL AND NEW.replaced_by IS DISTINCT FROM OLD.replaced_by)
	THEN
		RAISE EXCEPTION 'history_row keeps what was loaded';
	END IF;
	RETURN NEW;
END $$;
