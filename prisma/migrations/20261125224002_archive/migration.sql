-- AlterTable
ALTER TABLE "person" ADD COLUMN     "age_band" TEXT,
ADD COLUMN     "anonymised_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "archive_export" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "persons" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "archive_export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archive_hold" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "until" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "archive_hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "archive_export_event_id_at_idx" ON "archive_export"("event_id", "at");

-- CreateIndex
CREATE INDEX "archive_hold_event_id_at_idx" ON "archive_hold"("event_id", "at");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "person" ADD CONSTRAINT "person_age_band" CHECK ("age_band" IN ('children', 'adults', 'elderly'));
-- Who was anonymised is found by nothing any more.
ALTER TABLE "person" ADD CONSTRAINT "person_anonymised" CHECK ("anonymised_at" IS NULL OR ("document_index" IS NULL AND "tokens" = '{}'));
ALTER TABLE "archive_export" ADD CONSTRAINT "archive_export_words" CHECK ("persons" >= 0 AND "reason" <> '');
ALTER TABLE "archive_hold" ADD CONSTRAINT "archive_hold_words" CHECK ("reason" <> '');

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "archive_export" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "archive_hold" EXECUTE FUNCTION refuse_rewriting_history();
