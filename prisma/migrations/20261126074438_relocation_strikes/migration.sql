-- CreateTable
CREATE TABLE "relocation_strike" (
    "id" UUID NOT NULL,
    "relocation_id" UUID NOT NULL,
    "is_struck" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,

    CONSTRAINT "relocation_strike_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "relocation_strike_relocation_id_at_idx" ON "relocation_strike"("relocation_id", "at");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- Words may name somebody: they may be taken out, and nothing else of what happened may change.
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON "relocation_strike" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only_but_words BEFORE UPDATE ON "relocation_strike" FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_but_words();
