-- A rotation goes through the records by their ids; nothing else asks for the key.
DROP INDEX "person_key_id_idx";
DROP INDEX "person_photo_key_id_idx";
DROP INDEX "relocation_household_key_id_idx";
DROP INDEX "reunion_request_key_id_idx";
DROP INDEX "roster_entry_key_id_idx";
