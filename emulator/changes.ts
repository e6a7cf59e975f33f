/** Tells those who follow the emulator that a request was received or something in an app changed. */
export class Changes {
  #count = 0;
  readonly #followers = new Set<() => void>();

  /** How many changes there were. */
  get count(): number {
    return this.#count;
  }

  readonly notify = (): void => {
    this.#count += 1;
    for (const follower of this.#followers) follower();
  };

  /** Calls the function at each change. Returns a function that ends this. */
  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }
}
