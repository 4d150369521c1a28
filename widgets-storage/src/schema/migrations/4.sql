ALTER TABLE wg_outbox ADD COLUMN finished_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE wg_outbox ADD COLUMN error TEXT NOT NULL DEFAULT '';
CREATE INDEX wg_outbox_done ON wg_outbox (finished_at, id) WHERE state = 'done';
CREATE INDEX wg_outbox_dead ON wg_outbox (finished_at, id) WHERE state = 'dead';

CREATE TABLE wg_mailbox (
  id {key} NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX wg_mailbox_newest ON wg_mailbox (number, id);
