-- CreateTable
CREATE TABLE "warning" (
    "id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "sent" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,
    "area_codes" TEXT[],
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "warning_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "warning_sent_idx" ON "warning"("sent");

-- CreateIndex
CREATE UNIQUE INDEX "warning_sender_identifier_sent_key" ON "warning"("sender", "identifier", "sent");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- A message is kept as it came.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "warning" EXECUTE FUNCTION refuse_rewriting_history();
