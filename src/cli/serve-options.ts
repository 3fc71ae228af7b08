import { type OptionTable, output } from '#cli/options.ts';

export const serveOptions = {
  host: { fallback: '127.0.0.1', doc: 'address to listen on' },
  port: { fallback: '8580', doc: 'port for HTTP and HTTPS; 0 for any free one' },
  data: { fallback: './data', doc: 'folder of the embedded store, the master key and the certificates' },
  'database-url': { doc: 'postgres://…: a PostgreSQL instead of the embedded store, for one server or many' },
  region: { fallback: 'cn-hangzhou', doc: 'region of a request that names none' },
  seed: { fallback: 'default', values: ['default', 'none'], doc: 'default VPC and resource groups in each region, or nothing' },
  'missing-rule': { fallback: 'error', values: ['error', 'documented', 'ignore'], doc: 'what a revoke of an unknown rule answers' },
  'feed-keep-days': { fallback: '90', doc: 'so long changes are kept for feed and activity log; at least 1' },
  'feed-keep-records': { fallback: '10000000', doc: 'and so many at most; at least 1000' },
  'account-id': { doc: 'first account, 16 digits; made at the first start unless given' },
  'access-key-id': { doc: 'its access key; made at the first start unless given' },
  'access-key-secret': { doc: 'its secret; better given by SALLYPORT_ACCESS_KEY_SECRET than on the command line' },
  'master-key': { doc: 'key of the secrets at rest, 32 bytes in base64 [<data>/master.key]' },
  'tls-cert': { doc: 'PEM certificate; without it a private CA is made' },
  'tls-key': { doc: 'its key' },
  'tls-names': { fallback: '', doc: 'names and addresses of the server beside localhost, comma-separated' },
  'log-level': { fallback: 'info', values: ['trace', 'debug', 'info', 'warn', 'error', 'silent'], doc: 'least level that is logged' },
  ...output,
} as const satisfies OptionTable;
