/** What the prepared rules are called and say, so that a request for any of them can be signed beforehand. Every text has a fixed length. */
export const account = '1234567890123456';
export const region = 'cn-hangzhou';
export const credentials = { accessKeyId: 'LTAIbenchbenchbenchbench', accessKeySecret: 'benchbenchbenchbenchbenchbench' };

/** A RAM user, whose key has the root's secret, with `policies` of which the last statement of the last one allows what the bench does. */
export const user = { id: '200000000000000001', name: 'bench', accessKeyId: 'LTAIbenchbenchbenchuser0' };
export const policies = { count: 10, statements: 10 };

/** How many groups a store holds, and how many rules each of them. */
export type Shape = { readonly groups: number; readonly rules: number };
export const shapeName = ({ groups, rules }: Shape): string => `${groups}x${rules}`;

/** 17 characters that rise with `n`, the last seven scattered as in real ids. */
const tailOf = (n: number): string => {
  const scattered = (Math.imul(n + 1, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0').slice(-7);
  return `bp1${n.toString(36).padStart(10, '0')}${scattered}`;
};
export const groupId = (group: number): string => `sg-${tailOf(group)}`;
export const groupName = (group: number): string => `group-${String(group).padStart(6, '0')}`;
/** The value of the tag `team`: a hundred of 100,000 groups share one. */
export const teamOf = (group: number): string => `team-${String(group % 1000).padStart(3, '0')}`;
export const ruleId = ({ rules }: Shape, group: number, rule: number): string => `sgr-${tailOf(group * rules + rule)}`;

/** Two digits a step, so that every address has the same length: 10.1ab.1cd.1ef. */
const octet = (n: number): string => `${100 + (n % 100)}`;
export const ruleTexts = (group: number, rule: number) => ({
  protocol: 'tcp',
  peerV4: `10.${octet(group)}.${octet(Math.floor(rule / 100))}.${octet(rule)}`,
  ports: `${10000 + (group % 50000)}/${10000 + (group % 50000)}`,
  description: 'made by the bench',
});
