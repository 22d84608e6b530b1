-- CreateTable
CREATE TABLE "issued_document" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "filled_by" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "issued_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issued_document_file" (
    "document_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "issued_document_file_pkey" PRIMARY KEY ("document_id","format")
);

-- CreateIndex
CREATE UNIQUE INDEX "issued_document_event_id_kind_number_key" ON "issued_document"("event_id", "kind", "number");

-- AddForeignKey
ALTER TABLE "issued_document_file" ADD CONSTRAINT "issued_document_file_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "issued_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "issued_document" ADD CONSTRAINT "issued_document_kind" CHECK ("kind" IN ('bulletin', 'table'));
ALTER TABLE "issued_document" ADD CONSTRAINT "issued_document_number" CHECK ("number" >= 1);
ALTER TABLE "issued_document_file" ADD CONSTRAINT "issued_document_file_format" CHECK ("format" IN ('pdf', 'docx', 'xlsx'));

-- A document once issued is frozen; what is put right is a later issue.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "issued_document" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "issued_document_file" EXECUTE FUNCTION refuse_rewriting_history();

-- The files are packed already: the database need not try again.
ALTER TABLE "issued_document_file" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
