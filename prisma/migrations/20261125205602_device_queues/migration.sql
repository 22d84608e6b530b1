-- CreateTable
CREATE TABLE "person_alias" (
    "alias_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_alias_pkey" PRIMARY KEY ("alias_id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "shelter_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,
    "enrolled_by" UUID NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_queue" (
    "id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "assigned" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_operation" (
    "queue_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "operation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "outcome" TEXT NOT NULL,
    "key_id" TEXT,
    "problem" BYTEA,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "queue_operation_pkey" PRIMARY KEY ("queue_id","sequence")
);

-- CreateTable
CREATE TABLE "device_gap" (
    "queue_id" UUID NOT NULL,
    "from_sequence" INTEGER NOT NULL,
    "to_sequence" INTEGER NOT NULL,
    "noticed_at" TIMESTAMPTZ(3) NOT NULL,
    "explained_at" TIMESTAMPTZ(3),
    "explained_by" UUID,
    "explained_by_name" TEXT,
    "explanation" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "device_gap_pkey" PRIMARY KEY ("queue_id","from_sequence")
);

-- CreateIndex
CREATE INDEX "person_alias_person_id_idx" ON "person_alias"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_token_hash_key" ON "device"("token_hash");

-- CreateIndex
CREATE INDEX "device_area_code_idx" ON "device"("area_code");

-- CreateIndex
CREATE INDEX "device_queue_device_id_account_id_idx" ON "device_queue"("device_id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "queue_operation_operation_id_key" ON "queue_operation"("operation_id");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "person_alias" ADD CONSTRAINT "person_alias_other" CHECK ("alias_id" <> "person_id");
ALTER TABLE "device_queue" ADD CONSTRAINT "device_queue_figures" CHECK ("received" >= 0 AND "assigned" >= "received" AND "refused" >= 0);
ALTER TABLE "queue_operation" ADD CONSTRAINT "queue_operation_outcome" CHECK ("outcome" IN ('applied', 'duplicate', 'conflict', 'rejected') AND ("outcome" = 'rejected') = ("problem" IS NOT NULL) AND ("key_id" IS NULL) = ("problem" IS NULL));
ALTER TABLE "device_gap" ADD CONSTRAINT "device_gap_range" CHECK ("from_sequence" BETWEEN 1 AND "to_sequence");
ALTER TABLE "device_gap" ADD CONSTRAINT "device_gap_explained" CHECK (("explained_at" IS NULL) = ("explanation" = ''));
-- Gaps that nobody has explained are few, and looked for at every sending.
CREATE INDEX "device_gap_open" ON "device_gap" ("queue_id") WHERE "explained_at" IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "queue_operation" EXECUTE FUNCTION refuse_rewriting_history();
