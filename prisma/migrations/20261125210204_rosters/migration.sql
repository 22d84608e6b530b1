-- CreateTable
CREATE TABLE "household_number" (
    "number_index" BYTEA NOT NULL,
    "household_id" UUID NOT NULL,

    CONSTRAINT "household_number_pkey" PRIMARY KEY ("number_index")
);

-- CreateTable
CREATE TABLE "people_import" (
    "id" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "households" INTEGER NOT NULL,
    "persons" INTEGER NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" UUID NOT NULL,
    "imported_by_name" TEXT NOT NULL,

    CONSTRAINT "people_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relocation_list" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "township_code" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by" UUID NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "relocation_list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relocation_household" (
    "id" UUID NOT NULL,
    "list_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "helper_id" UUID,
    "key_id" TEXT,
    "ciphertext" BYTEA,
    "destination" TEXT,
    "to_point_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'todo',
    "state_observed_at" TIMESTAMPTZ(3),
    "state_by_name" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "relocation_household_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relocation_tick" (
    "id" UUID NOT NULL,
    "relocation_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,

    CONSTRAINT "relocation_tick_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "imported_by" UUID NOT NULL,
    "imported_by_name" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roster_entry" (
    "id" UUID NOT NULL,
    "roster_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "identity_index" BYTEA NOT NULL,
    "document_index" BYTEA,
    "is_standing" BOOLEAN NOT NULL DEFAULT true,
    "person_id" UUID,
    "candidate_ids" UUID[],
    "refused_ids" UUID[],
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "roster_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "household_number_household_id_idx" ON "household_number"("household_id");

-- CreateIndex
CREATE INDEX "people_import_sha256_idx" ON "people_import"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "relocation_list_event_id_area_code_key" ON "relocation_list"("event_id", "area_code");

-- CreateIndex
CREATE INDEX "relocation_household_household_id_idx" ON "relocation_household"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "relocation_household_list_id_household_id_key" ON "relocation_household"("list_id", "household_id");

-- CreateIndex
CREATE INDEX "relocation_household_key_id_idx" ON "relocation_household"("key_id");

-- CreateIndex
CREATE INDEX "relocation_tick_relocation_id_observed_at_idx" ON "relocation_tick"("relocation_id", "observed_at");

-- CreateIndex
CREATE UNIQUE INDEX "roster_kind_area_code_version_key" ON "roster"("kind", "area_code", "version");

-- CreateIndex
CREATE INDEX "roster_entry_roster_id_id_idx" ON "roster_entry"("roster_id", "id");

-- CreateIndex
CREATE INDEX "roster_entry_key_id_idx" ON "roster_entry"("key_id");

-- AddForeignKey
ALTER TABLE "relocation_household" ADD CONSTRAINT "relocation_household_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "relocation_list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_roster_id_fkey" FOREIGN KEY ("roster_id") REFERENCES "roster"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- One roster of a kind stands in an area.
CREATE UNIQUE INDEX "roster_standing" ON "roster" ("kind", "area_code") WHERE "replaced_at" IS NULL;
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_hashes" CHECK (octet_length("identity_index") = 32 AND octet_length("document_index") = 32);
ALTER TABLE "roster_entry" ADD CONSTRAINT "roster_entry_decided" CHECK (("person_id" IS NULL OR "decided_at" IS NOT NULL) AND ("decided_at" IS NULL) = ("decided_by" IS NULL));
-- Whose groups somebody's are: by document, or by a person's decision.
CREATE INDEX "roster_entry_by_document" ON "roster_entry" ("document_index") WHERE "is_standing" AND "document_index" IS NOT NULL;
-- The last word on somebody, for the next roster.
CREATE INDEX "roster_entry_decided_identity" ON "roster_entry" ("identity_index") WHERE "decided_at" IS NOT NULL;
CREATE INDEX "roster_entry_by_decision" ON "roster_entry" ("person_id") WHERE "is_standing" AND "person_id" IS NOT NULL;

ALTER TABLE "household_number" ADD CONSTRAINT "household_number_index" CHECK (octet_length("number_index") = 32);

ALTER TABLE "relocation_household" ADD CONSTRAINT "relocation_household_state" CHECK ("state" IN ('todo', 'left', 'arrived', 'refused', 'notHome') AND ("state" = 'todo' OR "state_observed_at" IS NOT NULL));
ALTER TABLE "relocation_household" ADD CONSTRAINT "relocation_household_destination" CHECK ("destination" IN ('shelter', 'relatives') AND ("destination" IS NOT DISTINCT FROM 'shelter') = ("to_point_id" IS NOT NULL));
ALTER TABLE "relocation_household" ADD CONSTRAINT "relocation_household_sealed" CHECK (("key_id" IS NULL) = ("ciphertext" IS NULL));
ALTER TABLE "relocation_tick" ADD CONSTRAINT "relocation_tick_state" CHECK ("state" IN ('todo', 'left', 'arrived', 'refused', 'notHome'));

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "relocation_tick" EXECUTE FUNCTION refuse_rewriting_history();
