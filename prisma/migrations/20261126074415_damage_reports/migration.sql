-- CreateTable
CREATE TABLE "reporting_unit" (
    "event_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "township_code" TEXT,
    "reports" INTEGER NOT NULL DEFAULT 0,
    "latest_id" UUID,
    "latest_kind" TEXT,
    "latest_state" TEXT,
    "latest_at" TIMESTAMPTZ(3),
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_id" UUID,
    "verified_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reporting_unit_pkey" PRIMARY KEY ("event_id","area_code")
);

-- CreateTable
CREATE TABLE "damage_report" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "is_zero" BOOLEAN NOT NULL,
    "figures" JSONB NOT NULL,
    "sources" JSONB NOT NULL,
    "reasons" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "basis_id" UUID,
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "device_id" UUID,
    "state" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decision_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "damage_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_adjustment" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "township_code" TEXT,
    "indicator" TEXT NOT NULL,
    "amount" DECIMAL(50,20) NOT NULL,
    "reason" TEXT NOT NULL,
    "reverses_id" UUID,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "damage_report_event_id_area_code_number_key" ON "damage_report"("event_id", "area_code", "number");

-- CreateIndex
CREATE UNIQUE INDEX "report_adjustment_reverses_id_key" ON "report_adjustment"("reverses_id");

-- CreateIndex
CREATE INDEX "report_adjustment_event_id_area_code_idx" ON "report_adjustment"("event_id", "area_code");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "reporting_unit" ADD CONSTRAINT "reporting_unit_level" CHECK ("level" IN ('village', 'township', 'county'));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_level" CHECK ("level" IN ('village', 'township', 'county'));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_kind" CHECK ("kind" IN ('first', 'continued', 'verified'));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_state" CHECK ("state" IN ('filed', 'accepted', 'returned', 'superseded'));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_first" CHECK (("kind" = 'first') = ("number" = 1));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_decided" CHECK (("decided_at" IS NULL) = ("state" IN ('filed', 'superseded')));
ALTER TABLE "damage_report" ADD CONSTRAINT "damage_report_returned" CHECK ("state" <> 'returned' OR "decision_reason" <> '');
ALTER TABLE "report_adjustment" ADD CONSTRAINT "report_adjustment_amount" CHECK ("amount" <> 0);
ALTER TABLE "report_adjustment" ADD CONSTRAINT "report_adjustment_reason" CHECK ("reason" <> '');

-- What was reported stays as it was reported: only the decision on it is added, once.
CREATE FUNCTION refuse_rewriting_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{state,decided_at,decided_by,decided_by_name,decision_reason}'::text[])
    IS DISTINCT FROM (to_jsonb(OLD) - '{state,decided_at,decided_by,decided_by_name,decision_reason}'::text[])
    OR OLD.state <> 'filed'
  THEN
    RAISE EXCEPTION 'damage_report % keeps what it says', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER keep_content BEFORE UPDATE ON "damage_report" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_report();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "damage_report" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "report_adjustment" EXECUTE FUNCTION refuse_rewriting_history();
