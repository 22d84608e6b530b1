-- CreateTable
CREATE TABLE "local_indicator" (
    "key" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "zh" TEXT NOT NULL,
    "en" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "decimals" INTEGER NOT NULL,
    "group_key" TEXT NOT NULL,
    "parent" TEXT,
    "is_current" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "active_from" TIMESTAMPTZ(3) NOT NULL,
    "added_by" UUID NOT NULL,
    "added_by_name" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" UUID,
    "ended_by_name" TEXT,
    "end_reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL,

    CONSTRAINT "local_indicator_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "local_indicator_number_key" ON "local_indicator"("number");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "local_indicator" ADD CONSTRAINT "local_indicator_named" CHECK ("key" = 'local.' || "number" AND "number" > 0);
ALTER TABLE "local_indicator" ADD CONSTRAINT "local_indicator_decimals" CHECK ("decimals" BETWEEN 0 AND 2);
ALTER TABLE "local_indicator" ADD CONSTRAINT "local_indicator_reason" CHECK ("reason" <> '');
ALTER TABLE "local_indicator" ADD CONSTRAINT "local_indicator_ended" CHECK (("ended_at" IS NULL) = ("ended_by" IS NULL)
  AND ("ended_at" IS NULL) = ("ended_by_name" IS NULL) AND ("ended_at" IS NULL) = ("end_reason" = ''));
CREATE UNIQUE INDEX "local_indicator_zh" ON "local_indicator" ("zh") WHERE "ended_at" IS NULL;

-- Reports are read by it for good: it can be ended, once, and nothing else.
CREATE FUNCTION refuse_rewriting_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{ended_at,ended_by,ended_by_name,end_reason,version}'::text[])
    IS DISTINCT FROM (to_jsonb(OLD) - '{ended_at,ended_by,ended_by_name,end_reason,version}'::text[])
    OR OLD.ended_at IS NOT NULL
  THEN
    RAISE EXCEPTION 'local_indicator % keeps what it says', OLD.key USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER keep_content BEFORE UPDATE ON "local_indicator" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_indicator();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "local_indicator" EXECUTE FUNCTION refuse_rewriting_history();
