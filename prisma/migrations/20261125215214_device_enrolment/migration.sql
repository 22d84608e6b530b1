-- CreateTable
CREATE TABLE "device_invitation" (
    "id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "shelter_id" UUID NOT NULL,
    "area_code" TEXT NOT NULL,
    "device_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_by_role" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "device_id" UUID,

    CONSTRAINT "device_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_account" (
    "device_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "wrong_tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "device_account_pkey" PRIMARY KEY ("device_id","account_id")
);

-- CreateTable
CREATE TABLE "account_pin" (
    "account_id" UUID NOT NULL,
    "pin_hash" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pin_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "device_invitation_code_hash_key" ON "device_invitation"("code_hash");

-- CreateIndex
CREATE INDEX "session_device_id_idx" ON "session"("device_id");
