import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * The floor: node:http that reads the whole body and answers with the bytes of a real reply.
 *   node bench/bare.ts PORT REPLY.json
 */
export type CannedReply = { readonly status: number; readonly headers: readonly string[]; readonly text: string };

const [port, file] = process.argv.slice(2) as [string, string];
const { status, headers, text } = JSON.parse(readFileSync(file, 'utf8')) as CannedReply;

const server = createServer({ keepAliveTimeout: 25_000, noDelay: true, maxHeaderSize: 1_153_434 }, (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    res.writeHead(status, headers as string[]);
    res.end(text);
  });
});
server.listen(Number(port), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
