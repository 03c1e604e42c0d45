// A post as the window shows it: what the server said, and my vote, which may be ahead of the server.
import type { FeedPost } from "$lib/ipc";
import { moment } from "./moment";
import { Vote } from "./vote.svelte";

export class Post {
  readonly id: number;
  readonly vote: Vote;
  /** Deleted, or withdrawn by its author. */
  gone = $state(false);
  #data: FeedPost;
  #learntAt: number;

  constructor(data: FeedPost, asked = moment()) {
    this.id = data.id;
    this.#data = $state.raw(data);
    this.#learntAt = asked;
    this.vote = new Vote({ voted: data.voted, count: data.votes ?? 0 }, asked);
  }

  get data(): FeedPost {
    return this.#data;
  }

  /** Takes what was asked for at a moment, unless something newer is known. */
  learn(data: FeedPost, asked = moment()) {
    if (asked >= this.#learntAt) {
      this.#data = data;
      this.#learntAt = asked;
    }
    this.vote.learn(data, asked);
  }
}
