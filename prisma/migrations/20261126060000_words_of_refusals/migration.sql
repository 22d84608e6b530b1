-- AlterTable
ALTER TABLE "archive_run" ADD COLUMN     "refusals" INTEGER NOT NULL DEFAULT 0;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "archive_run" DROP CONSTRAINT "archive_run_figures";
ALTER TABLE "archive_run" ADD CONSTRAINT "archive_run_figures" CHECK ("households" >= 0 AND "persons" >= 0 AND "questions" >= 0 AND "refusals" >= 0);

-- The words of a refusal may repeat what was typed: they go when the people of that time go; that it was refused stands.
ALTER TABLE "queue_operation" DROP CONSTRAINT "queue_operation_outcome";
ALTER TABLE "queue_operation" ADD CONSTRAINT "queue_operation_outcome" CHECK ("outcome" IN ('applied', 'duplicate', 'conflict', 'rejected') AND ("outcome" = 'rejected' OR "problem" IS NULL) AND ("key_id" IS NULL) = ("problem" IS NULL));
CREATE FUNCTION refuse_rewriting_but_refusals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) || '{"key_id": null, "problem": null}' THEN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER append_only ON "queue_operation";
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "queue_operation" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only_but_refusals BEFORE UPDATE ON "queue_operation" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_but_refusals();
-- Refusals with words are few, and looked for when an event's people are anonymised.
CREATE INDEX "queue_operation_refused" ON "queue_operation" ("received_at") WHERE "problem" IS NOT NULL;
