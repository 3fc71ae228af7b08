/** What a person sees as the server ends: which actions were asked for that are not there, and how often. */
export function farewell(unmet: ReadonlyMap<string, number>): string {
  const width = Math.max(...[...unmet.keys()].map((action) => action.length));
  const lines = [...unmet].map(([action, count]) => `  ${action.padEnd(width)}  ${count}`);
  return ['Asked for, but not implemented (action, requests):', ...lines].join('\n');
}

/** The same in one line for programs. */
export const farewellJson = (unmet: ReadonlyMap<string, number>): string => JSON.stringify({ notImplemented: Object.fromEntries(unmet) });
