-- What `alembic upgrade head --sql` writes for the migrations of a deployment that has grown for a while.

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE posts (
    id SERIAL NOT NULL,
    title VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

ALTER TABLE posts ADD COLUMN content VARCHAR NOT NULL;

CREATE TABLE users (
    id SERIAL NOT NULL,
    email VARCHAR NOT NULL,
    password VARCHAR NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email)
);

ALTER TABLE posts ADD COLUMN owner_id INTEGER NOT NULL;

ALTER TABLE posts ADD CONSTRAINT post_users_fk FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE CASCADE;

ALTER TABLE posts ADD COLUMN published BOOLEAN DEFAULT 'TRUE' NOT NULL;

ALTER TABLE posts ADD COLUMN created_at TIMESTAMP WITH TIME ZONE DEFAULT NOW() NOT NULL;

CREATE TABLE votes (
    user_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, post_id),
    FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE,
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

ALTER TABLE users ADD COLUMN phone_number VARCHAR;

INSERT INTO alembic_version (version_num) VALUES ('95b3c7b3a007');
