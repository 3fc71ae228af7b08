/** A place in the change feed: all changes up to `seq` were seen. `epoch` is another one after a restore, when numbers mean other changes. */
export type Cursor = { readonly epoch: string; readonly seq: number };

export const cursorText = ({ epoch, seq }: Cursor): string => `${epoch}:${seq}`;

/** Undefined for a text that `cursorText` never gave. */
export function readCursor(text: string): Cursor | undefined {
  const [, epoch, seq] = /^([0-9A-Za-z-]{1,64}):(0|[1-9]\d{0,14})$/.exec(text) ?? [];
  return epoch === undefined ? undefined : { epoch, seq: Number(seq) };
}

/** Why nothing can be read from a cursor; undefined where it can. */
export function wrongCursor(cursor: Cursor, epoch: string, head: number): 'epoch' | 'ahead' | undefined {
  if (cursor.epoch !== epoch) return 'epoch';
  return cursor.seq > head ? 'ahead' : undefined;
}
