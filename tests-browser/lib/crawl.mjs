// Finds every screen by following links from the home page, as a person would.

/** The form of a path: what differs between two wards, or two entries of the thesaurus, is not another screen. */
function form(path) {
  return path.replace(/(\/entree)\/[^/]+$/, '$1/:id').split('/').map((part) => (/\d/.test(part) ? ':id' : part)).join('/');
}

/** One path for each kind of page that links lead to, the home page first. */
export async function screens(context, start = '/', most = 120) {
  const page = await context.newPage();
  const found = new Map([[form(start), start]]);
  const seen = new Set();
  const waiting = [start];
  while (waiting.length > 0) {
    const path = waiting.shift();
    // Asked for first without showing it: a link may lead to a file to download.
    const answer = await context.request.get(path, { headers: { accept: 'text/html' } });
    if (!answer.headers()['content-type']?.includes('text/html')) {
      found.delete(form(path));
      seen.add(form(path));
      continue;
    }
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    const links = await page.$$eval('a[href]', (anchors) =>
      anchors.filter((a) => a.origin === location.origin && !a.download).map((a) => a.pathname));
    for (const link of links) {
      if (!found.has(form(link)) && !seen.has(form(link)) && found.size < most) {
        found.set(form(link), link);
        waiting.push(link);
      }
    }
  }
  await page.close();
  return [...found].map(([shape, path]) => ({ shape, path }));
}
