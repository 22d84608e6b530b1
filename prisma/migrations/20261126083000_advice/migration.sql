-- AlterTable
ALTER TABLE "event_step" ADD COLUMN     "advice" JSONB;

-- CreateTable
CREATE TABLE "threshold_set" (
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "threshold_set_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "threshold_crossing" (
    "event_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "threshold_id" TEXT NOT NULL,
    "threshold" JSONB NOT NULL,
    "is_reached" BOOLEAN NOT NULL,
    "figure" TEXT,
    "set_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "threshold_crossing_pkey" PRIMARY KEY ("event_id","number")
);

-- CreateIndex
CREATE INDEX "threshold_crossing_event_id_threshold_id_number_idx" ON "threshold_crossing"("event_id", "threshold_id", "number");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "threshold_set" ADD CONSTRAINT "threshold_set_version" CHECK ("version" >= 1);
ALTER TABLE "threshold_crossing" ADD CONSTRAINT "threshold_crossing_number" CHECK ("number" >= 1);
-- Versions and crossings are kept as they were.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "threshold_set" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "threshold_crossing" EXECUTE FUNCTION refuse_rewriting_history();
