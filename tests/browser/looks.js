// What tests ask of a page besides axe (axe.py): its looks, its state, and how to look at less of it.
window.looks = (() => {
  const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());

  // How a text looks. Of a link the colour of the text around it counts too.
  const backgrounds = new Map();
  const backgroundOf = (element) => {
    if (element === null) return '';
    if (!backgrounds.has(element)) {
      const style = getComputedStyle(element);
      const own = style.backgroundColor + style.backgroundImage + style.opacity;
      backgrounds.set(element, backgroundOf(element.parentElement) + '/' + own);
    }
    return backgrounds.get(element);
  };
  const lookOf = (element) => {
    const style = getComputedStyle(element);
    const around = element.parentElement;
    return [element.tagName, style.color, style.fontSize, style.fontWeight,
      style.textDecorationLine, style.visibility, backgroundOf(element),
      element.closest(':disabled, [aria-disabled]') !== null,
      hasText(around), getComputedStyle(around).color].join(' ');
  };

  // One element for each look of a text that was not asked for since the page was loaded.
  const seen = new Set();
  const unseen = () => {
    backgrounds.clear();
    const samples = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (!hasText(element) && !element.matches('input, select, textarea')) continue;
      if (![...element.getClientRects()].some((box) => box.width > 1 && box.height > 1)) continue;
      const look = lookOf(element);
      if (!seen.has(look)) samples.push(element);
      seen.add(look);
    }
    return samples;
  };

  // What the rules other than those of contrast depend on: the elements, which of them are shown, and
  // which scroll.
  const stateOf = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const shown = box.width > 1 && box.height > 1 && style.visibility === 'visible'
      && box.right > 0 && box.bottom + scrollY > 0;
    const scrolls = style.overflow !== 'visible' && (element.scrollWidth > element.clientWidth
      || element.scrollHeight > element.clientHeight);
    return shown + 2 * scrolls;
  };
  const state = () =>
    [...document.querySelectorAll('*')].map(stateOf).join('') + document.documentElement.outerHTML;

  // Most of what differs from others in its words and numbers alone is taken out. What stays: the first two
  // of what is alike in the whole page, and the first in each place. A row of a table keeps its cells.
  const WORDS = new Set(['id', 'href', 'for', 'name', 'value', 'title', 'src', 'alt', 'datetime', 'action',
    'aria-label', 'aria-labelledby', 'aria-describedby', 'aria-controls']);
  const ENOUGH = 2;
  let kinds, kindOf, kept;
  const said = (element) => [...element.attributes].map(({ name, value }) =>
    name + '=' + (WORDS.has(name) || name.startsWith('data-') ? value.trim() !== ''
      : value.replace(/[0-9]+/g, '0'))).sort();
  const sort = (element, around) => {
    const { display } = getComputedStyle(element);
    // A control stays with its label.
    const labelled = element.control ? said(element.control) : '';
    const kind = [around, lookOf(element), display, said(element), labelled, hasText(element)].join('|');
    if (!kinds.has(kind)) kinds.set(kind, kinds.size);
    kindOf.set(element, kinds.get(kind));
    for (const child of element.children) sort(child, kinds.get(kind));
  };
  const isRare = (element) => (kept.get(kindOf.get(element)) ?? 0) < ENOUGH;
  const removed = [];
  const thinOut = (element) => {
    kept.set(kindOf.get(element), (kept.get(kindOf.get(element)) ?? 0) + 1);
    const here = new Set();
    for (const child of [...element.children]) {
      if (element.matches('tr, select') || !here.has(kindOf.get(child)) || isRare(child)
        || child.contains(document.activeElement) || [...child.querySelectorAll('*')].some(isRare)) {
        here.add(kindOf.get(child));
        thinOut(child);
      } else {
        const place = document.createComment('');
        child.replaceWith(place);
        removed.push([place, child]);
      }
    }
  };
  const thin = () => {
    backgrounds.clear();
    [kinds, kindOf, kept] = [new Map(), new Map(), new Map()];
    sort(document.body, '');
    thinOut(document.body);
  };
  const thicken = () => {
    while (removed.length) {
      const [place, child] = removed.pop();
      place.replaceWith(child);
    }
  };
  // What only a whole page shows.
  const idsGivenTwice = () => {
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    return ids.filter((id, n) => ids.indexOf(id) !== n);
  };
  return { unseen, state, thin, thicken, idsGivenTwice };
})();
