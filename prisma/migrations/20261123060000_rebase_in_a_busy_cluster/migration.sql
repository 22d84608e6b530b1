-- The snapshot that `rebase_log_positions` leaves must not see the transaction it runs in, whose id it gives to the
-- entries not yet numbered or sealed: they are to come next. A snapshot never lists its own transaction as running, and
-- in a cluster where others commit meanwhile its own id lies below the snapshot's end: then it counted as seen.
CREATE OR REPLACE FUNCTION rebase_log_positions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own xid8 := pg_current_xact_id();
  seen pg_snapshot;
BEGIN
  ALTER TABLE change_log DISABLE TRIGGER append_only;
  ALTER TABLE audit_entry DISABLE TRIGGER append_only;
  ALTER TABLE feed_batch DISABLE TRIGGER append_only;
  ALTER TABLE audit_block DISABLE TRIGGER append_only;
  seen := pg_current_snapshot();
  IF pg_visible_in_snapshot(own, seen) THEN
    SELECT format('%s:%s:%s', pg_snapshot_xmin(seen), pg_snapshot_xmax(seen), string_agg(running.xid::text, ',' ORDER BY running.xid))::pg_snapshot
      INTO seen
      FROM (SELECT pg_snapshot_xip(seen) AS xid UNION SELECT own) AS running;
  END IF;
  UPDATE change_log c SET xid = CASE
    WHEN c.id IN (SELECT unnest(b.change_ids) FROM feed_batch b) THEN '3'::xid8 ELSE own END;
  UPDATE audit_entry e SET xid = CASE
    WHEN e.id IN (SELECT unnest(b.entry_ids) FROM audit_block b) THEN '3'::xid8 ELSE own END;
  UPDATE feed_batch SET snapshot = seen WHERE number = (SELECT max(number) FROM feed_batch);
  UPDATE audit_block SET snapshot = seen WHERE number = (SELECT max(number) FROM audit_block);
  ALTER TABLE change_log ENABLE TRIGGER append_only;
  ALTER TABLE audit_entry ENABLE TRIGGER append_only;
  ALTER TABLE feed_batch ENABLE TRIGGER append_only;
  ALTER TABLE audit_block ENABLE TRIGGER append_only;
END $$;
