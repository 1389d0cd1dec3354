/** The same for the same content until that is done: sent again after a lost answer, it is done once. */
export class OnceKey {
  #kept: { content: string; key: string } | undefined;

  of(content: unknown): string {
    const text = JSON.stringify(content);
    if (this.#kept?.content !== text) this.#kept = { content: text, key: newKey() };
    return this.#kept.key;
  }

  /** It is done: the same content again is meant. */
  done(): void {
    this.#kept = undefined;
  }
}

/** `crypto.randomUUID` is there only on secure origins, and an installation may be tried without. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
