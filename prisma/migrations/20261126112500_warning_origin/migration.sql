-- AlterTable
ALTER TABLE "warning" ADD COLUMN     "came_by" TEXT NOT NULL DEFAULT 'upload',
ADD COLUMN     "file" TEXT;

-- CreateIndex
CREATE INDEX "warning_came_by_sent_idx" ON "warning"("came_by", "sent");

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- What the county issued itself is kept with its file as it went out.
ALTER TABLE "warning" ADD CONSTRAINT "warning_came_by_known" CHECK ("came_by" IN ('upload', 'folder', 'own')),
	ADD CONSTRAINT "warning_own_has_file" CHECK (("came_by" = 'own') = ("file" IS NOT NULL));
