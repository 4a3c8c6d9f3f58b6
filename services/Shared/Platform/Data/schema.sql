-- Platform's own tables in the database of a service; idempotent, run by `<service> migrate` before the service's migrations.
CREATE SCHEMA IF NOT EXISTS platform;

-- The outbox is a log that is kept: daily partitions, dropped after the retention when all their rows were published.
CREATE TABLE IF NOT EXISTS platform.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    message_id uuid NOT NULL,
    name text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version bigint NOT NULL,
    body json NOT NULL,
    trace_parent text,
    trace_state text,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX IF NOT EXISTS outbox_unpublished ON platform.outbox (id) WHERE published_at IS NULL;

-- One effect per message and reaction. Rows are kept for 90 days.
CREATE TABLE IF NOT EXISTS platform.inbox (
    message_id uuid NOT NULL,
    reaction text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message_id, reaction)
);
CREATE INDEX IF NOT EXISTS inbox_received_at ON platform.inbox (received_at);

-- What was answered to a request with an Idempotency-Key.
CREATE TABLE IF NOT EXISTS platform.idempotency (
    caller uuid NOT NULL,
    key text NOT NULL,
    request bytea NOT NULL,
    status integer,
    location text,
    body bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX IF NOT EXISTS idempotency_created_at ON platform.idempotency (created_at);

-- Which replica publishes the outbox. A row with an expiry instead of a session lock works behind a transaction pooler.
CREATE TABLE IF NOT EXISTS platform.relay_lease (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    holder uuid NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO platform.relay_lease (holder, expires_at) VALUES ('00000000-0000-0000-0000-000000000000', '-infinity') ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION platform.keep_house() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    day date;
    part text;
    waiting boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('platform.keep_house'));
    FOR day IN SELECT generate_series(((now() AT TIME ZONE 'UTC')::date - 1), (now() AT TIME ZONE 'UTC')::date + 7, '1 day')::date LOOP
        IF to_regclass('platform.outbox_' || to_char(day, 'YYYYMMDD')) IS NULL THEN
            EXECUTE format('CREATE TABLE platform.%I PARTITION OF platform.outbox FOR VALUES FROM (%L) TO (%L)',
                'outbox_' || to_char(day, 'YYYYMMDD'), day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
        END IF;
    END LOOP;
    FOR part IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'platform.outbox'::regclass
                  AND c.relname < 'outbox_' || to_char((now() AT TIME ZONE 'UTC')::date - 14, 'YYYYMMDD') LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM platform.%I WHERE published_at IS NULL)', part) INTO waiting;
        IF NOT waiting THEN
            EXECUTE format('DROP TABLE platform.%I', part);
        END IF;
    END LOOP;
    DELETE FROM platform.inbox WHERE received_at < now() - interval '90 days';
    DELETE FROM platform.idempotency WHERE created_at < now() - interval '90 days';
END $$;
SELECT platform.keep_house();
