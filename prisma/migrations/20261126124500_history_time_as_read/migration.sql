-- One moment written in two ways (46346, 2026-11-20) is one moment: the hashes of the rows kept already are made anew as
-- src/server/importers/indicators/stored-row.ts makes them. Texts and figures stay as given; so does what they replaced.
ALTER TABLE "history_row" DISABLE TRIGGER as_given;
DROP INDEX "history_row_standing";

CREATE TEMPORARY TABLE history_before AS SELECT id, subject_hash FROM history_row;

WITH plain AS (
	SELECT id, btrim(normalize(time_text, NFKC), E' \t\n\u000b\f\r\u1680\u2028\u2029\ufeff') AS t FROM history_row
), clocked AS (
	SELECT id, t, regexp_match(t, '^(?:[0-9]{8}|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2})(?![0-9])'
		|| '日?(?:[T ]*([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00(?:\.0+)?)?)?$') AS clock
	FROM plain
), timed AS (
	SELECT id, CASE
		WHEN started_on IS NULL THEN NULL
		WHEN t ~ '^[0-9]{5}(\.[0-9]+)?$' THEN
			CASE WHEN round((t::numeric % 1) * 1440) < 1440
				THEN to_char(started_on + make_interval(mins => round((t::numeric % 1) * 1440)::int), 'YYYY-MM-DD HH24:MI') END
		WHEN clock IS NOT NULL THEN
			to_char(started_on, 'YYYY-MM-DD ') || lpad(coalesce(clock[1], '0'), 2, '0') || ':' || coalesce(clock[2], '00')
		END AS moment
	FROM history_row JOIN clocked USING (id)
), texts AS (
	SELECT id, area_name, kind_name, parent_name, coalesce(regexp_replace(moment, ' 00:00$', ''), time_text) AS moment,
		E' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff'
			AS blanks
	FROM history_row JOIN timed USING (id)
), written AS (
	SELECT id,
		concat_ws(',', to_json(area_name), to_json(kind_name), to_json(parent_name), to_json(moment),
			(SELECT string_agg('[' || to_json(f.key) || ',' || to_json(f.value) || ']', ',' ORDER BY f.key COLLATE "C")
				FROM jsonb_each_text(figures) f)) AS of_row,
		concat_ws(',', to_json(btrim(area_name, blanks)), to_json(btrim(kind_name, blanks)),
			to_json(btrim(parent_name, blanks)), to_json(btrim(moment, blanks))) AS of_subject
	FROM texts JOIN (SELECT id, figures FROM history_row) given USING (id)
), hashed AS (
	SELECT id, translate(encode(sha256(convert_to('[' || of_row || ']', 'UTF8')), 'base64'), '+/=', '-_') AS hash,
		translate(encode(sha256(convert_to('[' || of_subject || ']', 'UTF8')), 'base64'), '+/=', '-_') AS subject_hash
	FROM written
)
UPDATE history_row h
SET hash = hashed.hash, subject_hash = CASE WHEN h.started_on IS NOT NULL THEN hashed.subject_hash END
FROM hashed WHERE h.id = hashed.id AND h.started_on IS NOT NULL AND h.hash <> hashed.hash;

-- What was loaded twice, written in two ways, counts once: the row that was there first.
UPDATE history_row late
SET replaced_by = (
	SELECT r.import_id FROM history_import_row r JOIN history_import i ON i.id = r.import_id
	WHERE r.row_id = early.id ORDER BY i.imported_at LIMIT 1
)
FROM history_row early
WHERE early.hash = late.hash AND early.occurrence = late.occurrence AND early.id < late.id
	AND early.replaced_by IS NULL AND late.replaced_by IS NULL
	AND NOT EXISTS (
		SELECT FROM history_import_row a JOIN history_import_row b USING (import_id)
		WHERE a.row_id = early.id AND b.row_id = late.id
	);

-- What was loaded with other figures, written in two ways: the newest import's rows count.
UPDATE history_row old SET replaced_by = newest.import_id
FROM (
	SELECT DISTINCT ON (h.subject_hash) h.subject_hash, i.id AS import_id
	FROM history_row h
	JOIN history_import_row r ON r.row_id = h.id
	JOIN history_import i ON i.id = r.import_id
	WHERE h.replaced_by IS NULL AND h.subject_hash IN (
		SELECT s.subject_hash FROM history_row s JOIN history_before b ON b.id = s.id
		WHERE s.replaced_by IS NULL GROUP BY s.subject_hash HAVING count(DISTINCT b.subject_hash) > 1
	)
	ORDER BY h.subject_hash, i.imported_at DESC, i.id DESC
) newest
WHERE old.subject_hash = newest.subject_hash AND old.replaced_by IS NULL
	AND NOT EXISTS (SELECT FROM history_import_row r WHERE r.import_id = newest.import_id AND r.row_id = old.id);

-- Equal rows of one file that were written in two ways are counted through like others.
WITH counted AS (
	SELECT id, (row_number() OVER (PARTITION BY hash ORDER BY occurrence, id))::int AS n
	FROM history_row WHERE replaced_by IS NULL
)
UPDATE history_row h SET occurrence = counted.n FROM counted WHERE h.id = counted.id AND h.occurrence <> counted.n;

DROP TABLE history_before;
CREATE UNIQUE INDEX "history_row_standing" ON "history_row" ("hash", "occurrence") WHERE "replaced_by" IS NULL;
ALTER TABLE "history_row" ENABLE TRIGGER as_given;
