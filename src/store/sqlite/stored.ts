/**
 * A stored text as the value it was made from. Pages bear no checksums, so that damage inside a long text shows only here: it is thrown with
 * SQLite's code for a corrupt database (11), and so means the same to everybody.
 */
export function fromStored(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new Error('a stored row is damaged', { cause }), { errcode: 11 });
  }
}
