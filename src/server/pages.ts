import { actions } from '#actions/index.ts';
import { fill, wireCode } from '#errors/fill.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Incoming, Reply } from '#wire/http.ts';

/** What `/errors/CODE` says: what a code means, per action the request that gets it, and what to do. Made from the tables the actions answer with. */
type Meaning = { readonly of: string; readonly row: ErrorRow };

const byCode = new Map<string, Meaning[]>();
function learn(of: string, errors: Readonly<Record<string, ErrorRow>>): void {
  for (const [key, row] of Object.entries(errors)) {
    const code = wireCode(key, ['']);
    byCode.set(code, [...(byCode.get(code) ?? []), { of, row }]);
  }
}

function meaningsOf(code: string): readonly Meaning[] {
  if (byCode.size === 0) {
    for (const action of actions) learn(`${action.product} ${action.name}`, action.errors);
    learn('', gatewayErrors);
  }
  const known = byCode.get(code);
  if (known) return known;
  const rule = ['Missing', 'Invalid'].find((prefix) => code.startsWith(prefix) && code.length > prefix.length);
  return (rule && byCode.get(rule)) || [];
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** HTML for a browser, JSON for all else. No sign-in: it tells nothing of anyone's resources. */
export function errorPage(incoming: Incoming): Reply {
  const code = decode(incoming.path.slice('/errors/'.length));
  const asked = new URLSearchParams(incoming.query);
  const all = meaningsOf(code);
  const action = `${asked.get('product') ?? ''} ${asked.get('action') ?? ''}`.trim();
  const first = all.filter((m) => m.of === action);
  const meanings = [...first, ...all.filter((m) => m.of !== action)];
  const status = all.length > 0 ? 200 : 404;
  if (incoming.header('accept')?.includes('text/html'))
    return { status, type: 'text/html;charset=utf-8', text: html(code, asked.get('requestId') ?? '', meanings) };
  const rows = meanings.map(({ of, row }) => ({
    Action: of,
    HttpStatus: row.http,
    Message: row.message,
    Meaning: row.meaning,
    Trigger: row.trigger,
    Source: row.source,
  }));
  return { status, type: 'application/json;charset=utf-8', text: JSON.stringify({ Code: code, Meanings: rows }, null, 2) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function html(code: string, requestId: string, meanings: readonly Meaning[]): string {
  const sections = meanings.map(
    ({ of, row }) => `<section><h2>${of ? escapeHtml(of) : 'Any action · 任意 API'} <small>HTTP ${row.http} · ${row.source}</small></h2>
<p><code>${escapeHtml(fill(row.message, []))}</code></p><p>${escapeHtml(row.meaning.en)}</p><p lang="zh">${escapeHtml(row.meaning.zh)}</p>
<p>The request that gets it · 触发该错误的请求：<br><code>${escapeHtml(row.trigger.en)}</code>${row.trigger.zh === row.trigger.en ? '' : `<br><span lang="zh">${escapeHtml(row.trigger.zh)}</span>`}</p></section>`,
  );
  const id = requestId ? `<p>Request · 请求 <code>${escapeHtml(requestId)}</code>: the server's log has its line under this ID.</p>` : '';
  const none = '<p>This server never answers that code. · 本服务不会返回该错误码。</p>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(code)} · Sallyport</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}section{border-top:1px solid #ccc}code{overflow-wrap:anywhere}small{color:#555;font-weight:normal}</style>
<h1>${escapeHtml(code)}</h1>${id}${sections.join('\n') || none}</html>`;
}
