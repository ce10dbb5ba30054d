'use strict';
(() => {
  const search = document.getElementById('search');
  const count = document.getElementById('count');
  const buttons = [...document.querySelectorAll('.find button')];
  const rows = [...document.querySelectorAll('tr[data-text]')];
  const groups = [...document.querySelectorAll('details')];
  const plural = (number) => number === 1 ? '1 line' : number + ' lines';

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const flags = buttons.filter((button) => button.getAttribute('aria-pressed') === 'true')
      .map((button) => button.dataset.flag);
    let shown = 0;
    for (const row of rows) {
      const has = row.dataset.flags.split(' ');
      const fits = words.every((word) => row.dataset.text.includes(word)) &&
        flags.every((flag) => has.includes(flag));
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    const filtered = words.length > 0 || flags.length > 0;
    for (const group of groups) {
      const some = [...group.querySelectorAll('tr[data-text]')].some((row) => !row.hidden);
      group.hidden = filtered && !some;
      if (filtered) {
        group.open = some;
      }
    }
    count.textContent = filtered ? plural(shown) + ' of ' + rows.length : plural(rows.length);
  };

  search.addEventListener('input', apply);
  for (const button of buttons) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
      apply();
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape') {
      search.value = '';
      buttons.forEach((button) => button.setAttribute('aria-pressed', 'false'));
      apply();
    }
  });
  apply();
})();
