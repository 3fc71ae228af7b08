import { type Deed, type Form, wireNames } from '#actions/ecs/rules/sides.ts';
import type { Direction } from '#domain/rule.ts';
import type { Text } from '#kit/text.ts';

/**
 * The request text of a trigger: one good entry with some fields changed, ready to be put into a URL. RegionId is left out throughout, and
 * SecurityGroupId where a basic group in a VPC will do.
 */
export type Fields = { readonly [name: string]: string };

/** `changes` win over the good entry; '' leaves a field out. `n` is the entry's index. */
export type Sample = (changes: Fields, n?: number) => string;

/** Makes the samples of one direction and form. */
function sampleMaker(direction: Direction, form: Form): Sample {
  const good: Fields = { IpProtocol: 'TCP', PortRange: '22/22', [wireNames[direction].peerV4]: '10.0.0.0/8', Policy: 'accept' };
  return (changes, n = 1) =>
    Object.entries({ ...good, ...changes })
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${form === 'permission' ? `Permissions.${n}.` : ''}${name}=${value}`)
      .join('&');
}

/** Names the rule of a trigger where a request names it by ID. */
export const sampleRuleId = 'SecurityGroupRuleId=sgr-bp67acfmxa123b000000';

/** The samples of both forms; `entry` is the form that a trigger shows where both get the row. */
export function samplesOf(direction: Direction, deed: Deed): { readonly [F in Form | 'entry']: Sample } {
  const top = sampleMaker(direction, 'top');
  const permission = deed === 'modify' ? (changes: Fields) => `${sampleRuleId}&${top(changes)}` : sampleMaker(direction, 'permission');
  return { permission, top, entry: deed === 'modify' ? top : permission };
}

/** A row's two texts: what it means, and the request that gets it: the state needed (if any), the request, what else gets it (if anything). */
export type RowText = { readonly meaning: Text; readonly trigger: Text };
export function explain(meaning: Text, request: string, more: { readonly state?: Text; readonly also?: Text } = {}): RowText {
  const { state, also } = more;
  const en = `${state ? `${state.en}; ` : ''}${request}${also ? `; also ${also.en}` : ''}`;
  const zh = `${state ? `${state.zh}；` : ''}${request}${also ? `；或者：${also.zh}` : ''}`;
  return { meaning, trigger: { en, zh } };
}
