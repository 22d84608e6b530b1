-- CreateTable
CREATE TABLE "people_key" (
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "people_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household" (
    "id" UUID NOT NULL,
    "home_code" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "home_code" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "needs" TEXT[],
    "may_be_found" BOOLEAN NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "document_index" BYTEA,
    "tokens" BIGINT[],
    "scope_codes" TEXT[],
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stay" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "in_observed_at" TIMESTAMPTZ(3) NOT NULL,
    "out_observed_at" TIMESTAMPTZ(3),
    "destination" TEXT,
    "to_point_id" UUID,
    "from_stay_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "stay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stay_step" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "stay_id" UUID,
    "point_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "destination" TEXT,
    "to_point_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,

    CONSTRAINT "stay_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stay_conflict" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "stay_id" UUID NOT NULL,
    "stay_point_id" UUID NOT NULL,
    "claim_point_id" UUID NOT NULL,
    "claim_step_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "verdict" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "settled_by" UUID,
    "settled_by_name" TEXT,

    CONSTRAINT "stay_conflict_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "household_home_code_idx" ON "household"("home_code");

-- CreateIndex
CREATE UNIQUE INDEX "person_document_index_key" ON "person"("document_index");

-- CreateIndex
CREATE INDEX "person_household_id_idx" ON "person"("household_id");

-- CreateIndex
CREATE INDEX "person_key_id_idx" ON "person"("key_id");

-- CreateIndex
CREATE INDEX "person_search" ON "person" USING GIN ("tokens", "scope_codes");

-- CreateIndex
CREATE INDEX "stay_point_id_idx" ON "stay"("point_id");

-- CreateIndex
CREATE INDEX "stay_person_id_idx" ON "stay"("person_id");

-- CreateIndex
CREATE INDEX "stay_step_person_id_observed_at_idx" ON "stay_step"("person_id", "observed_at");

-- CreateIndex
CREATE INDEX "stay_step_point_id_idx" ON "stay_step"("point_id");

-- CreateIndex
CREATE INDEX "stay_conflict_stay_point_id_idx" ON "stay_conflict"("stay_point_id");

-- CreateIndex
CREATE INDEX "stay_conflict_claim_point_id_idx" ON "stay_conflict"("claim_point_id");

-- CreateIndex
CREATE INDEX "stay_conflict_person_id_idx" ON "stay_conflict"("person_id");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "household"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stay" ADD CONSTRAINT "stay_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stay" ADD CONSTRAINT "stay_point_id_fkey" FOREIGN KEY ("point_id") REFERENCES "count_point"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stay_conflict" ADD CONSTRAINT "stay_conflict_stay_id_fkey" FOREIGN KEY ("stay_id") REFERENCES "stay"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "person" ADD CONSTRAINT "person_document_index" CHECK (octet_length("document_index") = 32);

-- One open stay per person: nobody is in two places, whoever writes.
CREATE UNIQUE INDEX "stay_open" ON "stay" ("person_id") WHERE "state" = 'in';
-- Those who are on their way are few.
CREATE INDEX "stay_sent" ON "stay" ("to_point_id") WHERE "state" = 'sent';
ALTER TABLE "stay" ADD CONSTRAINT "stay_state" CHECK ("state" IN ('in', 'sent', 'out') AND ("state" = 'in') = ("out_observed_at" IS NULL) AND ("state" <> 'sent' OR "to_point_id" IS NOT NULL));
ALTER TABLE "stay" ADD CONSTRAINT "stay_destination" CHECK ("destination" IN ('home', 'relatives', 'hospital', 'transfer', 'other'));
ALTER TABLE "stay_conflict" ADD CONSTRAINT "stay_conflict_verdict" CHECK ("verdict" IN ('stay', 'claim') AND ("verdict" IS NULL) = ("settled_at" IS NULL));
-- The same person is claimed by one place once, until it is settled.
CREATE UNIQUE INDEX "stay_conflict_open" ON "stay_conflict" ("person_id", "claim_point_id") WHERE "settled_at" IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "stay_step" EXECUTE FUNCTION refuse_rewriting_history();
