import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** The variable that names a folder in which each process of tests notes what it reached; without it nothing is noted. */
export const REACHED = 'SALLYPORT_REACHED';

/** One reply: the key of its row in a unit test, over HTTP its code and message. '' is a success. */
export type Reached = { readonly product: string; readonly action: string; readonly code: string; readonly message?: string };

const noted = new Set<string>();

/** For `npm run coverage:api`: notes that a test got this reply. */
export function noteReached(reached: Reached): void {
  const folder = process.env[REACHED];
  if (!folder) return;
  const line = JSON.stringify(reached);
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}
