"""The Python backend: the documented API on FastAPI and SQLAlchemy, as other deployments run it.

The app and our server are tested against it; it is never shipped. It is written from the published data model
in the shape such a project normally has: sync handlers, one session a request, the ORM's own joins, the user
looked up on every request.

    DATABASE_URL=postgresql+psycopg2://postgres@127.0.0.1:5432/social CREATE_TABLES=1 \\
        uvicorn app:app --port 8000
"""

import os
from datetime import datetime, timedelta, timezone
from typing import Annotated, Optional

import bcrypt
import jwt
from fastapi import Depends, FastAPI, HTTPException, Response, status
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlalchemy import Boolean, ForeignKey, String, TIMESTAMP, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker

DATABASE_URL = os.environ["DATABASE_URL"]
SECRET_KEY = os.environ.get("SECRET_KEY", "peer-secret-key-of-at-least-thirty-two-bytes")
ALGORITHM = "HS256"
EXPIRE_MINUTES = int(os.environ.get("ACCESS_TOKEN_EXPIRE_MINUTES", "60"))
BCRYPT_COST = int(os.environ.get("BCRYPT_COST", "12"))

engine = create_engine(DATABASE_URL, pool_size=20, max_overflow=20)
SessionLocal = sessionmaker(bind=engine, autoflush=False)


class Base(DeclarativeBase):
    pass


class UserRow(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String, unique=True)
    password: Mapped[str] = mapped_column(String)
    created_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True), server_default=text("now()"))
    phone_number: Mapped[Optional[str]] = mapped_column(String)


class PostRow(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String)
    content: Mapped[str] = mapped_column(String)
    published: Mapped[bool] = mapped_column(Boolean, server_default="TRUE")
    created_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True), server_default=text("now()"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    owner: Mapped[UserRow] = relationship()


class VoteRow(Base):
    __tablename__ = "votes"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)


class UserCreate(BaseModel):
    email: EmailStr
    password: str


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    email: EmailStr
    created_at: datetime


class PostCreate(BaseModel):
    title: str
    content: str
    published: bool = True


class Post(PostCreate):
    model_config = ConfigDict(from_attributes=True)
    id: int
    created_at: datetime
    owner: UserOut


class PostOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    Post: Post
    vote: int


class VoteIn(BaseModel):
    post_id: int
    dir: Annotated[int, Field(le=1)]


class Token(BaseModel):
    access_token: str
    token_type: str


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


Db = Annotated[Session, Depends(get_db)]
oauth2_scheme = OAuth2PasswordBearer(tokenUrl="login")


def current_user(db: Db, token: Annotated[str, Depends(oauth2_scheme)]) -> UserRow:
    unauthorized = HTTPException(
        status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"}
    )
    try:
        user_id = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM]).get("user_id")
    except jwt.InvalidTokenError:
        raise unauthorized
    user = db.get(UserRow, user_id) if user_id is not None else None
    if user is None:
        raise unauthorized
    return user


Me = Annotated[UserRow, Depends(current_user)]
app = FastAPI(title="Social Media App")
app.add_middleware(
    CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"]
)


@app.get("/")
def root():
    return {"message": "Welcome to the Social Media App"}


@app.post("/users/", status_code=201, response_model=UserOut)
def create_user(body: UserCreate, db: Db):
    hashed = bcrypt.hashpw(body.password.encode()[:72], bcrypt.gensalt(BCRYPT_COST)).decode()
    user = UserRow(email=body.email, password=hashed)
    db.add(user)
    try:
        db.commit()
    except IntegrityError:
        raise HTTPException(409, "User with this email already exists")
    db.refresh(user)
    return user


@app.get("/users/{id}", response_model=UserOut)
def get_user(id: int, db: Db):
    user = db.get(UserRow, id)
    if user is None:
        raise HTTPException(404, f"User with id: {id} does not exists")
    return user


@app.post("/login", response_model=Token)
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()], db: Db):
    user = db.scalar(select(UserRow).where(UserRow.email == form.username))
    if user is None or not bcrypt.checkpw(form.password.encode()[:72], user.password.encode()):
        raise HTTPException(403, "Invalid Credentials")
    expires = datetime.now(timezone.utc) + timedelta(minutes=EXPIRE_MINUTES)
    token = jwt.encode({"user_id": user.id, "exp": expires}, SECRET_KEY, algorithm=ALGORITHM)
    return {"access_token": token, "token_type": "bearer"}


@app.get("/posts/", response_model=list[PostOut])
def list_posts(db: Db, me: Me, limit: int = 10, skip: int = 0, search: Optional[str] = ""):
    rows = db.execute(
        select(PostRow, func.count(VoteRow.post_id).label("vote"))
        .join(VoteRow, VoteRow.post_id == PostRow.id, isouter=True)
        .group_by(PostRow.id)
        .where(PostRow.title.contains(search))
        .limit(limit)
        .offset(skip)
    ).all()
    return [{"Post": post, "vote": vote} for post, vote in rows]


@app.get("/posts/{id}", response_model=Post)
def get_post(id: int, db: Db, me: Me):
    post = db.get(PostRow, id)
    if post is None:
        raise HTTPException(404, f"Post with the id:{id} was not found")
    return post


@app.post("/posts/", status_code=201, response_model=Post)
def create_post(body: PostCreate, db: Db, me: Me):
    post = PostRow(owner_id=me.id, **body.model_dump())
    db.add(post)
    db.commit()
    db.refresh(post)
    return post


def owned_post(id: int, db: Session, me: UserRow) -> PostRow:
    post = db.get(PostRow, id)
    if post is None:
        raise HTTPException(404, f"Post with the id:{id} does not exists")
    if post.owner_id != me.id:
        raise HTTPException(403, "Not authorized to perform requested action")
    return post


@app.put("/posts/{id}", response_model=Post)
def update_post(id: int, body: PostCreate, db: Db, me: Me):
    post = owned_post(id, db, me)
    for field, value in body.model_dump().items():
        setattr(post, field, value)
    db.commit()
    db.refresh(post)
    return post


@app.delete("/posts/{id}", status_code=204)
def delete_post(id: int, db: Db, me: Me):
    db.delete(owned_post(id, db, me))
    db.commit()
    return Response(status_code=204)


@app.post("/vote/", status_code=201)
def vote(body: VoteIn, db: Db, me: Me):
    if db.get(PostRow, body.post_id) is None:
        raise HTTPException(404, f"Post with id: {body.post_id} does not exist")
    found = db.get(VoteRow, (me.id, body.post_id))
    if body.dir == 1:
        if found is not None:
            raise HTTPException(409, f"User {me.id} has already voted on the post {body.post_id}")
        db.add(VoteRow(user_id=me.id, post_id=body.post_id))
        db.commit()
        return {"message": "Successfully added vote"}
    if found is None:
        raise HTTPException(404, "Vote does not exist")
    db.delete(found)
    db.commit()
    return {"message": "Successfully deleted vote"}


if os.environ.get("CREATE_TABLES"):
    Base.metadata.create_all(engine)
