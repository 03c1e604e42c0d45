// State of one post: the server's data, and the user's vote, which may be ahead of the server.
import type { FeedPost } from "$lib/ipc";
import { nextTick } from "./logical-clock";
import { Vote } from "./vote.svelte";

export class Post {
  readonly id: number;
  readonly vote: Vote;
  /** Deleted, or withdrawn by its author. */
  gone = $state(false);
  #data: FeedPost;
  #learntAt: number;

  constructor(data: FeedPost, asked = nextTick()) {
    this.id = data.id;
    this.#data = $state.raw(data);
    this.#learntAt = asked;
    this.vote = new Vote({ voted: data.voted, count: data.votes ?? 0 }, asked);
  }

  get data(): FeedPost {
    return this.#data;
  }

  /** Takes what was asked for at a moment, unless something newer is known. */
  learn(data: FeedPost, asked = nextTick()) {
    if (asked >= this.#learntAt) {
      this.#data = data;
      this.#learntAt = asked;
    }
    this.vote.learn(data, asked);
  }
}
