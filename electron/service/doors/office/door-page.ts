/** A page of the door that needs no script: what it is called, what its head has beside, and what it says (HTML). */
export function doorPage({
  title,
  head = '',
  wide = false,
  body,
}: {
  readonly title: string;
  readonly head?: string;
  readonly wide?: boolean;
  readonly body: string;
}): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 学安图</title>
${head}<link rel="stylesheet" href="/office/office.css">
<main class="card${wide ? ' wide' : ''}">
${body}
</main>
</html>`;
}
