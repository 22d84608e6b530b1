-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'zh',
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "previous_token_hash" BYTEA,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "device_id" UUID,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_attempt" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_attempt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "area" (
    "code" TEXT NOT NULL,
    "parent_code" TEXT,
    "level" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lng" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "is_schematic_point" BOOLEAN NOT NULL DEFAULT true,
    "sort_order" INTEGER NOT NULL,

    CONSTRAINT "area_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "area_shape" (
    "code" TEXT NOT NULL,
    "geometry" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "is_schematic" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "area_shape_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "operation_id" UUID,
    "account_id" UUID,
    "account_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "device_id" UUID,
    "request_id" TEXT,
    "verb" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_block" (
    "number" BIGINT NOT NULL,
    "entry_ids" BIGINT[],
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "snapshot" pg_snapshot NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_block_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "county_code" TEXT NOT NULL,
    "cluster_identity" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "demo_loaded_at" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "change_log" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "type" TEXT NOT NULL,
    "areas" TEXT[],
    "reach" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "change_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_batch" (
    "number" BIGINT NOT NULL,
    "first_seq" BIGINT NOT NULL,
    "last_seq" BIGINT NOT NULL,
    "change_ids" BIGINT[],
    "snapshot" pg_snapshot NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feed_batch_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "verb" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_point" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "shelter_id" UUID,
    "area_code" TEXT NOT NULL,
    "township_code" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "condition" TEXT NOT NULL DEFAULT 'green',
    "condition_reason" TEXT NOT NULL DEFAULT '',
    "capacity" INTEGER,
    "people" INTEGER,
    "age_bands" JSONB,
    "needs" JSONB,
    "observation_id" UUID,
    "observed_at" TIMESTAMPTZ(3),
    "last_word_at" TIMESTAMPTZ(3),
    "dispute_ids" UUID[],
    "reporters" JSONB NOT NULL DEFAULT '[]',
    "settled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "count_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "count_observation" (
    "id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "age_bands" JSONB,
    "needs" JSONB,
    "reason" TEXT NOT NULL DEFAULT '',
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,

    CONSTRAINT "count_observation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "township_total" (
    "event_id" UUID NOT NULL,
    "township_code" TEXT NOT NULL,
    "sheltered" INTEGER NOT NULL DEFAULT 0,
    "dispersed" INTEGER NOT NULL DEFAULT 0,
    "shelters_open" INTEGER NOT NULL DEFAULT 0,
    "capacity" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "township_total_pkey" PRIMARY KEY ("event_id","township_code")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "area_codes" TEXT[],
    "phase" TEXT NOT NULL,
    "level" INTEGER,
    "description" TEXT NOT NULL DEFAULT '',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_step" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from_value" TEXT,
    "to_value" TEXT,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_version" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shelter" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "township_code" TEXT NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "lng" DOUBLE PRECISION NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "contact_name" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "floor_area_m2" DECIMAL(12,2),
    "capacity_override" INTEGER,
    "capacity" INTEGER,
    "services" TEXT[],
    "retired_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "shelter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_username_key" ON "account"("username");

-- CreateIndex
CREATE INDEX "account_area_code_idx" ON "account"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "session_previous_token_hash_key" ON "session"("previous_token_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "area_parent_code_idx" ON "area"("parent_code");

-- CreateIndex
CREATE INDEX "audit_entry_xid_idx" ON "audit_entry"("xid");

-- CreateIndex
CREATE INDEX "audit_entry_subject_type_subject_id_id_idx" ON "audit_entry"("subject_type", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_account_id_id_idx" ON "audit_entry"("account_id", "id");

-- CreateIndex
CREATE INDEX "change_log_xid_idx" ON "change_log"("xid");

-- CreateIndex
CREATE INDEX "feed_batch_last_seq_idx" ON "feed_batch"("last_seq");

-- CreateIndex
CREATE INDEX "count_point_event_id_idx" ON "count_point"("event_id");

-- CreateIndex
CREATE INDEX "count_point_shelter_id_idx" ON "count_point"("shelter_id");

-- CreateIndex
CREATE INDEX "count_observation_point_id_observed_at_id_idx" ON "count_observation"("point_id", "observed_at", "id");

-- CreateIndex
CREATE INDEX "event_step_event_id_at_idx" ON "event_step"("event_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "policy_version_key_version_key" ON "policy_version"("key", "version");

-- CreateIndex
CREATE INDEX "shelter_area_code_idx" ON "shelter"("area_code");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_point" ADD CONSTRAINT "count_point_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "count_point" ADD CONSTRAINT "count_point_shelter_id_fkey" FOREIGN KEY ("shelter_id") REFERENCES "shelter"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_step" ADD CONSTRAINT "event_step_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- A shelter is open for one event at a time, so that nobody in it is counted twice.
CREATE UNIQUE INDEX "count_point_open_shelter" ON "count_point" ("shelter_id") WHERE "kind" = 'shelter' AND "closed_at" IS NULL;
CREATE UNIQUE INDEX "count_point_dispersed_village" ON "count_point" ("event_id", "area_code") WHERE "kind" = 'dispersed';
ALTER TABLE "count_point" ADD CONSTRAINT "count_point_kind" CHECK ("kind" IN ('shelter', 'dispersed') AND ("kind" = 'shelter') = ("shelter_id" IS NOT NULL));
ALTER TABLE "count_point" ADD CONSTRAINT "count_point_people" CHECK ("people" >= 0);
ALTER TABLE "count_point" ADD CONSTRAINT "count_point_condition" CHECK ("condition" IN ('green', 'amber', 'red'));
ALTER TABLE "count_observation" ADD CONSTRAINT "count_observation_people" CHECK ("people" >= 0);
ALTER TABLE "count_observation" ADD CONSTRAINT "count_observation_time" CHECK ("observed_at" <= "received_at");
ALTER TABLE "event" ADD CONSTRAINT "event_level" CHECK ("level" BETWEEN 1 AND 4);
ALTER TABLE "township_total" ADD CONSTRAINT "township_total_not_negative" CHECK ("sheltered" >= 0 AND "dispersed" >= 0 AND "shelters_open" >= 0 AND "capacity" >= 0);
ALTER TABLE "installation" ADD CONSTRAINT "installation_single_row" CHECK ("id" = 1);

-- What happened stays: these tables only grow.
CREATE FUNCTION refuse_rewriting_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "change_log" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "feed_batch" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "operation" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_block" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "count_observation" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "event_step" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "policy_version" EXECUTE FUNCTION refuse_rewriting_history();

-- The change feed. A change gets its number after it is committed: the entries that this snapshot sees and the last
-- batch's snapshot did not see are new, however late their transaction committed. Returns the newly numbered changes.
INSERT INTO "feed_batch" ("number", "first_seq", "last_seq", "change_ids", "snapshot") VALUES (0, 0, 0, '{}', pg_current_snapshot());

CREATE FUNCTION feed_advance()
RETURNS TABLE (seq bigint, type text, areas text[], reach text, payload text) LANGUAGE plpgsql AS $$
DECLARE
  previous record;
  fresh bigint[];
  seen pg_snapshot;
BEGIN
  PERFORM pg_advisory_xact_lock(4304260001);
  SELECT b.number, b.last_seq, b.snapshot INTO previous FROM feed_batch b ORDER BY b.number DESC LIMIT 1;
  SELECT array_agg(c.id ORDER BY c.id), pg_current_snapshot() INTO fresh, seen
    FROM change_log c
   WHERE c.xid >= pg_snapshot_xmin(previous.snapshot) AND NOT pg_visible_in_snapshot(c.xid, previous.snapshot);
  IF fresh IS NULL THEN RETURN; END IF;
  INSERT INTO feed_batch (number, first_seq, last_seq, change_ids, snapshot)
  VALUES (previous.number + 1, previous.last_seq + 1, previous.last_seq + cardinality(fresh), fresh, seen);
  PERFORM pg_notify('anlan_feed', (previous.last_seq + cardinality(fresh))::text);
  RETURN QUERY
    SELECT previous.last_seq + f.position, c.type, c.areas, c.reach, c.payload
      FROM unnest(fresh) WITH ORDINALITY AS f (id, position) JOIN change_log c ON c.id = f.id
     ORDER BY f.position;
END $$;

-- The audit chain. The canonical text of an entry is what its block's hash covers; it leaves out only `xid`, which
-- means nothing outside the cluster it was drawn in.
CREATE FUNCTION audit_entry_text(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.operation_id, e.account_id,
    e.account_name, e.role, e.device_id, e.request_id, e.verb, e.subject_type, e.subject_id, e.area_code, e.before, e.after, e.reason)::text
$$;

INSERT INTO "audit_block" ("number", "entry_ids", "previous_hash", "hash", "snapshot")
VALUES (0, '{}', '', encode(sha256(convert_to('anlan', 'UTF8')), 'hex'), pg_current_snapshot());

CREATE FUNCTION audit_seal() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  previous record;
  fresh bigint[];
  content text;
  seen pg_snapshot;
BEGIN
  PERFORM pg_advisory_xact_lock(4304260002);
  SELECT b.number, b.hash, b.snapshot INTO previous FROM audit_block b ORDER BY b.number DESC LIMIT 1;
  SELECT array_agg(e.id ORDER BY e.id), string_agg(audit_entry_text(e), E'\n' ORDER BY e.id), pg_current_snapshot()
    INTO fresh, content, seen
    FROM audit_entry e
   WHERE e.xid >= pg_snapshot_xmin(previous.snapshot) AND NOT pg_visible_in_snapshot(e.xid, previous.snapshot);
  IF fresh IS NULL THEN RETURN 0; END IF;
  INSERT INTO audit_block (number, entry_ids, previous_hash, hash, snapshot)
  VALUES (previous.number + 1, fresh, previous.hash,
    encode(sha256(convert_to(previous.hash || E'\n' || content, 'UTF8')), 'hex'), seen);
  RETURN cardinality(fresh);
END $$;

-- After a restore into another cluster the transaction ids in the logs mean nothing there. Entries already numbered
-- or sealed get an id that lies before everything; the others get this transaction's, so that they come next.
CREATE FUNCTION rebase_log_positions() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE change_log DISABLE TRIGGER append_only;
  ALTER TABLE audit_entry DISABLE TRIGGER append_only;
  ALTER TABLE feed_batch DISABLE TRIGGER append_only;
  ALTER TABLE audit_block DISABLE TRIGGER append_only;
  UPDATE change_log c SET xid = CASE
    WHEN c.id IN (SELECT unnest(b.change_ids) FROM feed_batch b) THEN '3'::xid8 ELSE pg_current_xact_id() END;
  UPDATE audit_entry e SET xid = CASE
    WHEN e.id IN (SELECT unnest(b.entry_ids) FROM audit_block b) THEN '3'::xid8 ELSE pg_current_xact_id() END;
  UPDATE feed_batch SET snapshot = pg_current_snapshot() WHERE number = (SELECT max(number) FROM feed_batch);
  UPDATE audit_block SET snapshot = pg_current_snapshot() WHERE number = (SELECT max(number) FROM audit_block);
  ALTER TABLE change_log ENABLE TRIGGER append_only;
  ALTER TABLE audit_entry ENABLE TRIGGER append_only;
  ALTER TABLE feed_batch ENABLE TRIGGER append_only;
  ALTER TABLE audit_block ENABLE TRIGGER append_only;
END $$;
