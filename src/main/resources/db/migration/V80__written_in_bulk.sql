-- Rows of the event log and the timelines are numbered by the statement that writes a batch of them, no more in blocks by
-- whoever writes them.
alter sequence event_seq increment by 1;
alter sequence timeline_id increment by 1;

-- What the server has of the pre-keys, in one row: to mark each of 812 rows wrote all of them a second time, and left
-- the first behind as waste. The column of the rows stays as it is for archives that name it; nobody reads or sets it.
alter table pre_key_counter add column uploaded_to integer;
