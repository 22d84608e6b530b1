-- AlterTable
ALTER TABLE "archive_export" ADD COLUMN     "sha256" TEXT;

-- AlterTable
ALTER TABLE "archive_hold" ADD COLUMN     "household_id" UUID,
ALTER COLUMN "event_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "reunion_request" ADD COLUMN     "anonymised_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "archive_run" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "households" INTEGER NOT NULL DEFAULT 0,
    "persons" INTEGER NOT NULL DEFAULT 0,
    "questions" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "archive_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "archive_hold_household_id_at_idx" ON "archive_hold"("household_id", "at");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "archive_hold" ADD CONSTRAINT "archive_hold_of" CHECK (num_nonnulls("event_id", "household_id") = 1);
ALTER TABLE "archive_run" ADD CONSTRAINT "archive_run_figures" CHECK ("households" >= 0 AND "persons" >= 0 AND "questions" >= 0);
-- One run at a time.
CREATE UNIQUE INDEX "archive_run_open" ON "archive_run" ((true)) WHERE "ended_at" IS NULL;

-- Whoever was sought by a document is not found by it any more.
ALTER TABLE "reunion_request" DROP CONSTRAINT "reunion_request_by";
ALTER TABLE "reunion_request" ADD CONSTRAINT "reunion_request_by" CHECK ("by" IN ('document', 'name')
  AND CASE WHEN "anonymised_at" IS NULL THEN ("by" = 'document') = ("sought_index" IS NOT NULL) ELSE "sought_index" IS NULL END);

-- Words in a step may name somebody: they may be taken out, and nothing else of what happened may change.
CREATE FUNCTION refuse_rewriting_but_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) || '{"reason": ""}' THEN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER append_only ON "stay_step";
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "stay_step" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only_but_words BEFORE UPDATE ON "stay_step" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_but_words();
DROP TRIGGER append_only ON "relocation_tick";
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "relocation_tick" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only_but_words BEFORE UPDATE ON "relocation_tick" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_but_words();
