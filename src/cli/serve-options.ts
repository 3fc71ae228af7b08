import type { OptionTable } from '#cli/options.ts';

export const serveOptions = {
  host: { fallback: '127.0.0.1', doc: 'address to listen on' },
  port: { fallback: '8580', doc: 'port for HTTP and HTTPS' },
  data: { fallback: './data', doc: 'folder of the embedded store' },
  region: { fallback: 'cn-hangzhou', doc: 'region of a request that names none' },
  seed: { fallback: 'default', values: ['default', 'none'], doc: 'default VPC and resource groups in each region, or nothing' },
  'missing-rule': { fallback: 'error', values: ['error', 'documented', 'ignore'], doc: 'what a revoke of an unknown rule answers' },
  'account-id': { doc: 'first account; made at the first start unless given' },
  'access-key-id': { doc: 'its access key' },
  'access-key-secret': { doc: 'its secret' },
  'master-key': { doc: 'key of the secrets at rest, 32 bytes in base64 [<data>/master.key]' },
  'tls-cert': { doc: 'PEM certificate; without it a private CA is made' },
  'tls-key': { doc: 'its key' },
  'tls-names': { fallback: '', doc: 'further names of the server, comma-separated' },
  'log-level': { fallback: 'info', values: ['trace', 'debug', 'info', 'warn', 'error', 'silent'], doc: 'least level that is logged' },
} as const satisfies OptionTable;
