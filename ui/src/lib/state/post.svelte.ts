// A post as the feed shows it: what the server said, and my vote, which may be ahead of the server.
import type { FeedPost } from "$lib/ipc";
import { Vote } from "./vote.svelte";

export class Post {
  readonly id: number;
  readonly vote: Vote;
  #data: FeedPost;

  constructor(data: FeedPost) {
    this.id = data.id;
    this.#data = $state.raw(data);
    this.vote = new Vote({ voted: data.voted, count: data.votes ?? 0 });
  }

  /** A post that was written this moment: nobody can have voted for it, even if the server's answer does not say so. */
  static justWritten(data: FeedPost): Post {
    return new Post({ ...data, votes: data.votes ?? 0, voted: data.voted ?? false });
  }

  get data(): FeedPost {
    return this.#data;
  }

  learn(data: FeedPost) {
    this.#data = data;
    this.vote.learn(data);
  }
}
