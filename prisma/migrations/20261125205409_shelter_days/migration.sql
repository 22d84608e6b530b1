-- AlterTable
ALTER TABLE "count_point" ADD COLUMN     "keeps_names_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "roll_call" (
    "id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "present" INTEGER NOT NULL,
    "absent" INTEGER NOT NULL,
    "unnamed" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,

    CONSTRAINT "roll_call_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roll_call_mark" (
    "roll_call_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "is_present" BOOLEAN NOT NULL,

    CONSTRAINT "roll_call_mark_pkey" PRIMARY KEY ("roll_call_id","person_id")
);

-- CreateTable
CREATE TABLE "meal_line" (
    "id" UUID NOT NULL,
    "point_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "meal" TEXT NOT NULL,
    "served" INTEGER NOT NULL,
    "special" INTEGER NOT NULL,
    "corrects_id" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "device_time" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "account_name" TEXT NOT NULL,
    "device_id" UUID,

    CONSTRAINT "meal_line_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "roll_call_point_id_observed_at_idx" ON "roll_call"("point_id", "observed_at");

-- CreateIndex
CREATE INDEX "roll_call_mark_person_id_idx" ON "roll_call_mark"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "meal_line_corrects_id_key" ON "meal_line"("corrects_id");

-- CreateIndex
CREATE INDEX "meal_line_point_id_day_idx" ON "meal_line"("point_id", "day");

-- AddForeignKey
ALTER TABLE "roll_call_mark" ADD CONSTRAINT "roll_call_mark_roll_call_id_fkey" FOREIGN KEY ("roll_call_id") REFERENCES "roll_call"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- A check-in that was a mistake ends as such, and is no stay to be counted.
ALTER TABLE "stay" DROP CONSTRAINT "stay_destination";
ALTER TABLE "stay" ADD CONSTRAINT "stay_destination" CHECK ("destination" IN ('home', 'relatives', 'hospital', 'transfer', 'other', 'mistake'));

ALTER TABLE "roll_call" ADD CONSTRAINT "roll_call_figures" CHECK ("present" >= 0 AND "absent" >= 0 AND "unnamed" >= 0 AND "unknown" >= 0);
ALTER TABLE "meal_line" ADD CONSTRAINT "meal_line_meal" CHECK ("meal" IN ('breakfast', 'lunch', 'dinner', 'extra'));
ALTER TABLE "meal_line" ADD CONSTRAINT "meal_line_figures" CHECK ("served" >= 0 AND "special" >= 0 AND "special" <= "served");
ALTER TABLE "meal_line" ADD CONSTRAINT "meal_line_correction" CHECK (("corrects_id" IS NULL) OR "reason" <> '');
-- A meal of a day is entered once; what comes after it corrects it. Extra meals add up.
CREATE UNIQUE INDEX "meal_line_first" ON "meal_line" ("point_id", "day", "meal") WHERE "corrects_id" IS NULL AND "meal" <> 'extra';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "roll_call" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "roll_call_mark" EXECUTE FUNCTION refuse_rewriting_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "meal_line" EXECUTE FUNCTION refuse_rewriting_history();
