-- AlterTable
ALTER TABLE "relocation_household" ADD COLUMN     "standing_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "relocation_tick" ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seen_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

ALTER TABLE "relocation_household" ADD CONSTRAINT "relocation_household_standing" CHECK ((cardinality("standing_ids") = 0) = ("state_observed_at" IS NULL));
