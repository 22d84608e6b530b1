-- CreateTable
CREATE TABLE "history_import" (
    "id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "replaced" INTEGER NOT NULL,
    "totals" JSONB NOT NULL,
    "breaks" JSONB NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_row" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "subject_hash" TEXT,
    "area_name" TEXT NOT NULL,
    "kind_name" TEXT NOT NULL,
    "parent_name" TEXT NOT NULL,
    "time_text" TEXT NOT NULL,
    "area_code" TEXT,
    "event_kind" TEXT,
    "started_on" DATE,
    "figures" JSONB NOT NULL,
    "is_aggregate" BOOLEAN NOT NULL,
    "breaks" INTEGER NOT NULL,
    "replaced_by" UUID,

    CONSTRAINT "history_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_import_row" (
    "import_id" UUID NOT NULL,
    "row_number" INTEGER NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "history_import_row_pkey" PRIMARY KEY ("import_id","row_number")
);

-- CreateTable
CREATE TABLE "history_name" (
    "id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_name_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "history_row_subject_hash_idx" ON "history_row"("subject_hash");

-- CreateIndex
CREATE INDEX "history_row_area_code_started_on_idx" ON "history_row"("area_code", "started_on");

-- CreateIndex
CREATE INDEX "history_row_started_on_idx" ON "history_row"("started_on");

-- CreateIndex
CREATE UNIQUE INDEX "history_row_hash_occurrence_key" ON "history_row"("hash", "occurrence");

-- CreateIndex
CREATE UNIQUE INDEX "history_name_what_key_version_key" ON "history_name"("what", "key", "version");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- What was loaded is never rewritten: a row may only be found to stand for an area or kind, or be replaced by a later one.
CREATE FUNCTION refuse_rewriting_statistics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (NEW.id, NEW.hash, NEW.occurrence, NEW.area_name, NEW.kind_name, NEW.parent_name, NEW.time_text, NEW.figures)
		IS DISTINCT FROM
		(OLD.id, OLD.hash, OLD.occurrence, OLD.area_name, OLD.kind_name, OLD.parent_name, OLD.time_text, OLD.figures)
	THEN
		RAISE EXCEPTION 'history_row keeps what was loaded';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER as_given BEFORE UPDATE ON "history_row" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_statistics();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "history_row" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "history_import" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "history_import_row" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "history_name" EXECUTE FUNCTION refuse_rewriting_history();

-- Rows whose names nobody has understood yet are few, and asked for when somebody says what a name stands for.
CREATE INDEX "history_row_unmatched" ON "history_row" ("area_name") WHERE "area_code" IS NULL OR "event_kind" IS NULL;
