-- AlterTable
ALTER TABLE "person" ADD COLUMN     "merged_into_id" UUID;

-- CreateTable
CREATE TABLE "person_photo" (
    "person_id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by" UUID NOT NULL,

    CONSTRAINT "person_photo_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "reunion_request" (
    "id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "asker_index" BYTEA NOT NULL,
    "sought_index" BYTEA,
    "person_id" UUID,
    "answer" TEXT NOT NULL,
    "outcome" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "delivered_by" UUID,
    "delivered_name" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "replied_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reunion_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_photo_key_id_idx" ON "person_photo"("key_id");

-- CreateIndex
CREATE INDEX "reunion_request_account_id_asked_at_idx" ON "reunion_request"("account_id", "asked_at");

-- CreateIndex
CREATE INDEX "reunion_request_area_code_asked_at_idx" ON "reunion_request"("area_code", "asked_at");

-- CreateIndex
CREATE INDEX "reunion_request_person_id_idx" ON "reunion_request"("person_id");

-- CreateIndex
CREATE INDEX "reunion_request_key_id_idx" ON "reunion_request"("key_id");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "person" ADD CONSTRAINT "person_merged_other" CHECK ("merged_into_id" <> "id");
-- Who was merged is found by nothing: no document, no word, no area.
ALTER TABLE "person" ADD CONSTRAINT "person_merged_unseen" CHECK ("merged_into_id" IS NULL OR ("document_index" IS NULL AND "tokens" = '{}' AND "scope_codes" = '{}'));
CREATE INDEX "person_merged" ON "person" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;

ALTER TABLE "reunion_request" ADD CONSTRAINT "reunion_request_by" CHECK ("by" IN ('document', 'name') AND ("by" = 'document') = ("sought_index" IS NOT NULL));
ALTER TABLE "reunion_request" ADD CONSTRAINT "reunion_request_answer" CHECK ("answer" IN ('told', 'askDocument', 'kept'));
ALTER TABLE "reunion_request" ADD CONSTRAINT "reunion_request_outcome" CHECK ("outcome" IN ('agreed', 'agreedAll', 'declined') AND ("outcome" IS NULL) = ("delivered_at" IS NULL));
-- Words that wait to be delivered are few.
CREATE INDEX "reunion_request_open" ON "reunion_request" ("sought_index", "person_id") WHERE "answer" = 'kept' AND "outcome" IS NULL;
