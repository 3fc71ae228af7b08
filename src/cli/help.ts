import { versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { ownerParams } from '#actions/vocabulary.ts';
import { findAction } from '#cli/client.ts';
import { commands } from '#cli/commands.ts';
import { usageOf } from '#cli/options.ts';
import type { Shape } from '#kit/shape.ts';

/** Help on all commands, or on one command, one action, or `actions`; undefined where the topic is none of these. */
export function helpText(topic: string | undefined): string | undefined {
  if (topic === undefined) return overview();
  if (topic === 'actions') return actionList();
  const command = Object.hasOwn(commands, topic) ? commands[topic] : undefined;
  if (command) {
    const typed = Object.entries(command.options).flatMap(([flag, { typedOnly }]) => (typedOnly ? [`--${flag}`] : []));
    const but = typed.length > 0 ? ` but ${typed.join(', ')}` : '';
    const twins = `Every flag${but} has a twin in the environment: SALLYPORT_ACCESS_KEY_ID for --access-key-id.`;
    return `sallyport ${command.usage} [--flag value …]\n${command.summary}\n\n${usageOf(command.options)}\n\n${twins}`;
  }
  const action = findAction(topic);
  if (!action) return undefined;
  return `sallyport call ${action.name} [--Param value …]\n${action.summary.en}\n\n${paramLines(action.params).join('\n')}`;
}

function overview(): string {
  const rows = [
    ...Object.values(commands).map(({ usage, summary }) => [usage, summary] as const),
    ['help COMMAND', 'its flags'] as const,
    ['help actions', 'the actions that can be called'] as const,
    ['help ACTION', 'its parameters'] as const,
  ];
  return `sallyport COMMAND\n\n${rows.map(([usage, summary]) => `  ${usage.padEnd(32)}${summary}`).join('\n')}`;
}

function actionList(): string {
  const width = Math.max(...actions.map(({ name }) => name.length));
  return Object.entries(versionOf)
    .map(([product, version]) => {
      const lines = actions.filter((a) => a.product === product).map((a) => `  ${a.name.padEnd(width)}  ${a.summary.en}`);
      return `${product} ${version}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

/** What is deprecated, and the owner parameters that are ignored, is left to docs/api. */
function paramLines(shape: Shape, at = ''): string[] {
  return Object.entries(shape).flatMap(([key, param]) => {
    if (param.deprecated || key in ownerParams) return [];
    const name = `${at}${key}${param.kind === 'strings' || param.kind === 'rows' ? '.N' : ''}`;
    const line = `  --${name.padEnd(36)}${param.required ? 'Required. ' : ''}${param.doc.en}`;
    return [line, ...(param.kind === 'rows' ? paramLines(param.of, `${name}.`) : [])];
  });
}
