import type { KeyOf } from '#domain/finding.ts';
import type { Kind } from '#domain/kinds.ts';
import type { Decided, Deciding, Scope } from '#kit/deciding.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { RequiredKeys, Returns, Shape, Values } from '#kit/shape.ts';
import type { Text } from '#kit/text.ts';

/**
 * The vocabulary an API action is written in. Data first: everything but `handle` survives JSON.stringify.
 *   one file an action -> actions/index.ts (generated) -> decode, RAM, pipeline, docs, /errors, contract tests
 */
export const versionOf = {
  Ecs: '2014-05-26',
  Vpc: '2016-04-28',
  ResourceManager: '2020-03-31',
  Location: '2015-06-12',
  BssOpenApi: '2017-12-14',
  Ram: '2015-05-01',
  Sts: '2015-04-01',
  Sallyport: '2026-11-24',
} as const;
export type Product = keyof typeof versionOf;

/** One row of the action's RAM table. `{Name}` in the ARN is a required parameter, `{Name|*}` an optional one. */
export type RamRow<T extends string = string> = {
  readonly action: string;
  readonly level: 'create' | 'list' | 'get' | 'update' | 'delete';
  readonly resources: readonly { readonly type: string; readonly required: boolean; readonly arn: T }[];
  readonly conditions: readonly string[];
  readonly dependent: readonly string[];
};
export type BroughtKeys = Readonly<Record<string, string | readonly string[]>>;

type Holes<T extends string> = T extends `${string}{${infer N}}${infer R}` ? N | Holes<R> : never;
type BadHole<H, S extends Shape> = H extends `${infer K}|*`
  ? K extends keyof S
    ? never
    : K
  : H extends RequiredKeys<S> | 'region' | 'account'
    ? never
    : H;
type Arn<T extends string, S extends Shape> = [BadHole<Holes<T>, S>] extends [never]
  ? T
  : { 'not a required parameter': BadHole<Holes<T>, S> };

/** Who signed a request. A root's ids are its account's; `userId` is '' for a role, `roleId` is '' for all others. */
export type Identity = {
  readonly arn: string;
  readonly type: 'Account' | 'RAMUser' | 'AssumedRoleUser';
  readonly principalId: string;
  readonly userId: string;
  readonly roleId: string;
};

/** The root of an account. */
export const rootOf = (account: string): Identity => ({
  arn: `acs:ram::${account}:root`,
  type: 'Account',
  principalId: account,
  userId: account,
  roleId: '',
});

/** What every handler is handed: clock, ids and randomness come from here, so that a decision may run twice. */
export type Ctx<E extends string = string> = {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  readonly identity: Identity;
  /** Host and port as the client wrote them. */
  readonly host: string;
  /** The condition keys of the request (acs:SourceIp …), for a policy that a handler judges by itself. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Server-wide default of the setting `missingRule`; an account's own wins. */
  readonly missingRule: MissingRule;
  /** A new id of that prefix, such as `sg-bp1…`; ids of one process rise. */
  newId(prefix: string): string;
  /** A new access key, its secret once in the clear and once sealed for the store. */
  newAccessKey(): { readonly id: string; readonly secret: string; readonly sealed: string };
  /** A new 16-digit account id. */
  newAccountId(): string;
  /** A new id of a RAM user, group or role: 18 digits; ids of one process rise. */
  newRamId(): string;
  /** Temporary credentials for a role; `expires` is in milliseconds since the epoch. Nothing of them is stored. */
  newSession(session: NewSession): { readonly accessKeyId: string; readonly accessKeySecret: string; readonly securityToken: string };
  /** What a denial's encoded diagnosis says; undefined for a text that is none of this server's. */
  diagnosisOf(encoded: string): string | undefined;
  /** A new RSA key pair, the same one however often a decision asks. The private key may go into the reply and nowhere else. */
  newKeyPair(): NewKeyPair;
  /** MD5 of bytes in base64, in hexadecimal with colons. */
  fingerprintOf(base64: string): string;
  /** Only codes that the action declares type-check. `holes` fill the `%s` of the message in order. */
  fail(code: E, ...holes: string[]): never;
};
/** Who assumes which role; `policy` is the session policy as it was sent, '' where there is none. */
export type NewSession = {
  readonly account: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly policy: string;
  /** '' where there is none; a session that another one makes keeps it. */
  readonly sourceIdentity: string;
  readonly expires: number;
};
export type MissingRule = 'error' | 'documented' | 'ignore';
/** PEM of PKCS#8, and OpenSSH text without a comment. */
export type NewKeyPair = { readonly privateKey: string; readonly publicKey: string };

/** The key of a resource in the caller's account and the request's region. */
export const here = <K extends Kind>(ctx: Scope, kind: K, id: string): KeyOf<K> => ({ account: ctx.account, region: ctx.region, kind, id });

export type Action<N extends string = string, S extends Shape = Shape, E extends string = string, T extends string = string> = {
  readonly product: Product;
  readonly name: N;
  readonly summary: Text;
  /** 'read' answers from committed state; 'change' joins a batch and is durable before its reply. */
  readonly mode: 'read' | 'change';
  /** Creates the region's default resources first, where the account has none there yet. */
  readonly seeds?: boolean;
  /** Only the root of the first account may call it; no policy grants it. */
  readonly operator?: boolean;
  /** Called under /feed it opens a stream of that kind, which begins at the Cursor of its reply (docs/feed.md). */
  readonly stream?: 'changes' | 'state';
  /** What it brings (HostId, QuestionId, Answer) is handed to who asked, once the handler has let it through; InvalidQuestionId.NotFound where nobody did. */
  readonly answers?: boolean;
  readonly params: S;
  readonly returns: Returns;
  readonly errors: ErrorTable<E>;
  readonly ram: RamRow<T>;
  readonly example: { readonly request: Readonly<Record<string, string>>; readonly reply: Readonly<Record<string, unknown>> };
  /**
   * Condition keys that the request itself brings: one set for each thing it asks for, each judged by itself. `keys` are those of every request;
   * values of `params` may be malformed.
   */
  brings?(params: Readonly<Record<string, unknown>>, keys: Ctx['conditions']): readonly BroughtKeys[];
  handle(params: Values<S>, ctx: Ctx<E>): Deciding<Decided>;
};

/** Checks an action's data against its own parameters and error table, and gives it back as it is. */
export function action<const N extends string, const S extends Shape, const E extends string, const T extends string>(
  spec: Action<N, S, E, T & Arn<T, S>>,
): Action<N, S, E> {
  return spec;
}

export type { ErrorRow, ErrorTable } from '#kit/error-row.ts';
