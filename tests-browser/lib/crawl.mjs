// Finds every screen by following links from the home page, as a person would.

/** The form of a path: what differs between two wards is not another screen. */
function form(path) {
  return path.split('/').map((part) => (/\d/.test(part) ? ':id' : part)).join('/');
}

/** One path for each kind of page that links lead to, the home page first. */
export async function screens(context, start = '/', most = 40) {
  const page = await context.newPage();
  const found = new Map([[form(start), start]]);
  const waiting = [start];
  while (waiting.length > 0 && found.size < most) {
    const path = waiting.shift();
    const response = await page.goto(path, { waitUntil: 'domcontentloaded' });
    if (!response?.headers()['content-type']?.includes('text/html')) {
      found.delete(form(path));
      continue;
    }
    const links = await page.$$eval('a[href]', (anchors) =>
      anchors.filter((a) => a.origin === location.origin && !a.download).map((a) => a.pathname));
    for (const link of links) {
      if (!found.has(form(link))) {
        found.set(form(link), link);
        waiting.push(link);
      }
    }
  }
  await page.close();
  return [...found].map(([shape, path]) => ({ shape, path }));
}
