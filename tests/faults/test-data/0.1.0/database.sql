SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE FUNCTION public.hearth_count_votes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    UPDATE hearth_scores SET votes = votes + CASE TG_OP WHEN 'INSERT' THEN held.number ELSE -held.number END
    FROM (
        SELECT post_id, number
        FROM (SELECT post_id, count(*) AS number FROM changed GROUP BY post_id) AS counted
             JOIN hearth_scores AS score USING (post_id)
        ORDER BY post_id FOR NO KEY UPDATE OF score
    ) AS held
    WHERE hearth_scores.post_id = held.post_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.hearth_forget_votes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    UPDATE hearth_scores SET votes = 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.hearth_letters(title text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    letters TEXT[] := pg_catalog.string_to_array(pg_catalog.lower(title), NULL);
    found TEXT[] := letters;
BEGIN
    FOR at IN 2 .. pg_catalog.cardinality(letters) LOOP
        found := found || (letters[at - 1] || letters[at]);
    END LOOP;
    RETURN found;
END
$$;

CREATE FUNCTION public.hearth_log_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES ('created', NEW.id, NEW.owner_id, NEW.published);
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES ('deleted', OLD.id, OLD.owner_id, OLD.published);
    ELSE
        INSERT INTO hearth_events (kind, post_id, owner_id, public)
        VALUES (
            CASE WHEN OLD.published = NEW.published THEN 'changed' WHEN NEW.published THEN 'published' ELSE 'withdrawn' END,
            NEW.id, NEW.owner_id, OLD.published OR NEW.published
        );
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.hearth_log_votes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    INSERT INTO hearth_events (kind, post_id) SELECT DISTINCT 'voted', post_id FROM changed;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.hearth_move_vote() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    UPDATE hearth_scores SET votes = votes - 1 WHERE post_id = OLD.post_id;
    UPDATE hearth_scores SET votes = votes + 1 WHERE post_id = NEW.post_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.hearth_score_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO '$user', 'public'
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO hearth_scores (post_id, created_at, published) VALUES (NEW.id, NEW.created_at, NEW.published);
    ELSE
        UPDATE hearth_scores SET created_at = NEW.created_at, published = NEW.published WHERE post_id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);

CREATE TABLE public.hearth_events (
    txid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    post_id integer NOT NULL,
    owner_id integer,
    public boolean,
    happened_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.hearth_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.hearth_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hearth_post_keys (
    user_id integer NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    post_id integer NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE public.hearth_scores (
    post_id integer NOT NULL,
    votes bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    published boolean NOT NULL,
    hot double precision GENERATED ALWAYS AS ((log((GREATEST(votes, (1)::bigint))::double precision) + ((EXTRACT(epoch FROM (created_at AT TIME ZONE 'UTC'::text)))::double precision / (45000)::double precision))) STORED NOT NULL
);

CREATE TABLE public.posts (
    id integer NOT NULL,
    title character varying NOT NULL,
    content character varying NOT NULL,
    published boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    owner_id integer NOT NULL
);

CREATE SEQUENCE public.posts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.posts_id_seq OWNED BY public.posts.id;

CREATE TABLE public.users (
    id integer NOT NULL,
    email character varying NOT NULL,
    password character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    phone_number character varying,
    sessions_since timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;

CREATE TABLE public.votes (
    user_id integer NOT NULL,
    post_id integer NOT NULL
);

ALTER TABLE ONLY public.posts ALTER COLUMN id SET DEFAULT nextval('public.posts_id_seq'::regclass);

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);

INSERT INTO public._sqlx_migrations VALUES (1, 'tables', '2026-11-29 14:46:44.569895+00', true, '\xdd4d6731a2fee4cbdce3197dcc78ddab84b86d6d22a5abff79d3eb9a396381fefca8d09f26bccc1940c5a064336a0881', 7792553);
INSERT INTO public._sqlx_migrations VALUES (2, 'vote count', '2026-11-29 14:46:44.569895+00', true, '\x87b789a0d0c41c70485c76e5427af3dc02df85967611afa299805bb33e49e38d4de22f06430409b7fb3d67ca9b418b8b', 1739898);
INSERT INTO public._sqlx_migrations VALUES (3, 'feed indexes', '2026-11-29 14:46:44.569895+00', true, '\x66cca7041ac797c15ba92f05ad601070e3a9a70179aa6e586432c8f546d88d40287135e2e5e4105e9e59368f8d189a84', 9768422);
INSERT INTO public._sqlx_migrations VALUES (4, 'scores', '2026-11-29 14:46:44.569895+00', true, '\x7155c123636bbcad2087f4417a5008da2c8ad78c36edc157a6b87ec8ec0cc5418629ff7ec19234e361db52132dc471bc', 6883149);
INSERT INTO public._sqlx_migrations VALUES (5, 'sessions', '2026-11-29 14:46:44.569895+00', true, '\xf1008dceed1669cc0512c1ed9f75bab2efaee7f3ed08b9a9d843b1f86b419ed00281eda32ec7cca51626d4d3ff5c1db7', 793981);
INSERT INTO public._sqlx_migrations VALUES (6, 'events', '2026-11-29 14:46:44.569895+00', true, '\x42702b149b314af2cff954981bd1da6cb1ed1733d0162fef0dce2b64f60689f07316b706f0067dfa6de16383076475ba', 3519216);
INSERT INTO public._sqlx_migrations VALUES (7, 'post keys', '2026-11-29 14:46:44.569895+00', true, '\x03d0b29acbaed5d19bce5bb3f57d85fa105cb9c7bcf8eef63b0ccea463f8247acd3888dddc6e58c2b91c9fbaa4408d07', 3172590);
INSERT INTO public._sqlx_migrations VALUES (8, 'letters', '2026-11-29 14:46:44.569895+00', true, '\xcf77d909fe388ccdc9a8878ccd302866c1c2ecd96fd883e93fd7caf64a55cadb67a0a55b819e9dc9bc209770fc8cc284', 1054749);

INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('737', 1, 'start', 0, NULL, NULL, '2026-11-29 14:46:44.569895+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('749', 2, 'created', 1, 1, true, '2026-11-29 14:46:48.916923+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('751', 3, 'created', 2, 2, true, '2026-11-29 14:46:48.92597+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('752', 4, 'created', 3, 1, false, '2026-11-29 14:46:48.931122+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('753', 5, 'voted', 1, NULL, NULL, '2026-11-29 14:46:48.934899+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('754', 6, 'voted', 2, NULL, NULL, '2026-11-29 14:46:48.93971+00');
INSERT INTO public.hearth_events OVERRIDING SYSTEM VALUE VALUES ('755', 7, 'voted', 2, NULL, NULL, '2026-11-29 14:46:48.942496+00');

INSERT INTO public.hearth_post_keys VALUES (1, '0b7c2c1e-7c0e-4d6c-9a55-1c3f6a1d2b01', '\x6c78763e570ee5a9468b397818ca00ea1d91c2ab023dc0e16ec8f0aa7444016e', 1, '2026-11-29 14:46:48.916923+00');

INSERT INTO public.hearth_scores VALUES (3, 0, '2026-11-29 14:46:48.931122+00', false, DEFAULT);
INSERT INTO public.hearth_scores VALUES (1, 1, '2026-11-29 14:46:48.916923+00', true, DEFAULT);
INSERT INTO public.hearth_scores VALUES (2, 2, '2026-11-29 14:46:48.92597+00', true, DEFAULT);

INSERT INTO public.posts VALUES (1, 'Moth', 'Seen at the *lamp*.', true, '2026-11-29 14:46:48.916923+00', 1);
INSERT INTO public.posts VALUES (2, 'Σίσυφος', 'Rolls.', true, '2026-11-29 14:46:48.92597+00', 2);
INSERT INTO public.posts VALUES (3, 'Half a thought', '…', false, '2026-11-29 14:46:48.931122+00', 1);

INSERT INTO public.users VALUES (1, 'ada@example.com', '$2b$12$XQCWYTVfwP2yVTisdsz.L.5XhQFawT2mEhwv6F68FkC7dmbwBr0gy', '2026-11-29 14:46:48.042515+00', NULL, '-infinity');
INSERT INTO public.users VALUES (2, 'grace@example.com', '$2b$12$3YPxd5YPbis38lhOOA24vOCyJLOABqyUiIqjUSv/Ff23KRC.16L2W', '2026-11-29 14:46:48.625962+00', NULL, '-infinity');

INSERT INTO public.votes VALUES (2, 1);
INSERT INTO public.votes VALUES (1, 2);
INSERT INTO public.votes VALUES (2, 2);

SELECT pg_catalog.setval('public.hearth_events_id_seq', 7, true);

SELECT pg_catalog.setval('public.posts_id_seq', 3, true);

SELECT pg_catalog.setval('public.users_id_seq', 2, true);

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.hearth_events
    ADD CONSTRAINT hearth_events_pkey PRIMARY KEY (txid, id);

ALTER TABLE ONLY public.hearth_post_keys
    ADD CONSTRAINT hearth_post_keys_pkey PRIMARY KEY (user_id, key);

ALTER TABLE ONLY public.hearth_scores
    ADD CONSTRAINT hearth_scores_pkey PRIMARY KEY (post_id);

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.votes
    ADD CONSTRAINT votes_pkey PRIMARY KEY (user_id, post_id);

CREATE INDEX hearth_post_keys_oldest ON public.hearth_post_keys USING btree (created_at);

CREATE INDEX hearth_scores_hot ON public.hearth_scores USING btree (hot DESC, post_id DESC) WHERE published;

CREATE INDEX hearth_scores_top ON public.hearth_scores USING btree (votes DESC, post_id DESC) WHERE published;

CREATE INDEX posts_newest ON public.posts USING btree (created_at DESC, id DESC) WHERE published;

CREATE INDEX posts_of_owner ON public.posts USING btree (owner_id, published, created_at DESC, id DESC);

CREATE INDEX posts_title_letters ON public.posts USING gin (public.hearth_letters((title)::text));

CREATE INDEX posts_title_trigrams ON public.posts USING gin (title public.gin_trgm_ops);

CREATE INDEX votes_of_post ON public.votes USING btree (post_id);

CREATE TRIGGER hearth_count_added AFTER INSERT ON public.votes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hearth_count_votes();

CREATE TRIGGER hearth_count_moved AFTER UPDATE OF post_id ON public.votes FOR EACH ROW EXECUTE FUNCTION public.hearth_move_vote();

CREATE TRIGGER hearth_count_removed AFTER DELETE ON public.votes REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hearth_count_votes();

CREATE TRIGGER hearth_forget_votes AFTER TRUNCATE ON public.votes FOR EACH STATEMENT EXECUTE FUNCTION public.hearth_forget_votes();

CREATE TRIGGER hearth_log_added_votes AFTER INSERT ON public.votes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hearth_log_votes();

CREATE TRIGGER hearth_log_changed_post AFTER UPDATE ON public.posts FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.hearth_log_post();

CREATE TRIGGER hearth_log_post AFTER INSERT OR DELETE ON public.posts FOR EACH ROW EXECUTE FUNCTION public.hearth_log_post();

CREATE TRIGGER hearth_log_removed_votes AFTER DELETE ON public.votes REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.hearth_log_votes();

CREATE TRIGGER hearth_score_changed_post AFTER UPDATE OF created_at, published ON public.posts FOR EACH ROW WHEN (((old.created_at IS DISTINCT FROM new.created_at) OR (old.published IS DISTINCT FROM new.published))) EXECUTE FUNCTION public.hearth_score_post();

CREATE TRIGGER hearth_score_new_post AFTER INSERT ON public.posts FOR EACH ROW EXECUTE FUNCTION public.hearth_score_post();

ALTER TABLE ONLY public.hearth_post_keys
    ADD CONSTRAINT hearth_post_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.hearth_scores
    ADD CONSTRAINT hearth_scores_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.votes
    ADD CONSTRAINT votes_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.posts(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.votes
    ADD CONSTRAINT votes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
