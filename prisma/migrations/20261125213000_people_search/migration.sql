-- People who have all tokens and all codes, `most` of them, in no order; either list may be empty.
--
-- With a LIMIT the planner takes the table itself for what is frequent, as if those who have it stood evenly among all;
-- but lists come in village by village, and then most of a million rows are read to find twenty. The index alone reads
-- all 80,000 who are called 王 to give back twenty. So who asks for something that thousands have says how many of the
-- first pages of the table are to be tried, a few milliseconds at most; what is not there in plenty comes by the index.
CREATE FUNCTION find_people_in_first_pages(with_tokens bigint[], with_codes text[], most int, last tid) RETURNS SETOF person
LANGUAGE plpgsql STABLE SET enable_bitmapscan = off AS $$
BEGIN
  RETURN QUERY SELECT * FROM person WHERE ctid < last AND tokens @> with_tokens AND scope_codes @> with_codes LIMIT most;
END $$;

CREATE FUNCTION find_people(with_tokens bigint[], with_codes text[], most int, pages int) RETURNS SETOF person
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
  given int := 0;
  rest tid := format('(%s,0)', pages);
BEGIN
  IF pages > 0 THEN
    RETURN QUERY SELECT * FROM find_people_in_first_pages(with_tokens, with_codes, most, rest);
    GET DIAGNOSTICS given = ROW_COUNT;
    IF given >= most THEN RETURN; END IF;
  END IF;
  IF cardinality(with_tokens) > 0 AND cardinality(with_codes) > 0 THEN
    RETURN QUERY SELECT * FROM person
      WHERE tokens @> with_tokens AND scope_codes @> with_codes AND ctid >= rest LIMIT most - given;
  ELSIF cardinality(with_tokens) > 0 THEN
    RETURN QUERY SELECT * FROM person WHERE tokens @> with_tokens AND ctid >= rest LIMIT most - given;
  ELSIF cardinality(with_codes) > 0 THEN
    RETURN QUERY SELECT * FROM person WHERE scope_codes @> with_codes AND ctid >= rest LIMIT most - given;
  ELSE
    RETURN QUERY SELECT * FROM person WHERE ctid >= rest LIMIT most - given;
  END IF;
END $$;
