const KEY = 'xueantu-page';

/** Which page of a browser this is: the same after it is loaded anew, another one in another tab, window or browser. */
export function pageId(): string {
  const known = sessionStorage.getItem(KEY);
  if (known !== null) return known;
  const id = crypto.randomUUID();
  sessionStorage.setItem(KEY, id);
  return id;
}
