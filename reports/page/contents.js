// The table of contents: a bar that stays in sight, with a link to every section that is shown.
(() => {
  'use strict';
  const {element} = page;

  function entryOf(section) {
    const heading = section.querySelector('h2');
    const words = section.getAttribute('data-contents') || heading.firstChild.textContent;
    const link = element('a', {'data-to': section.id || heading.id, title: words.length > 24 ? words : null}, words);
    return {section, link, item: element('li', {}, link)};
  }

  page.fillContents = () => {
    const entries = [...document.querySelectorAll('main section')].map(entryOf);
    const list = element('ul', {class: 'page'}, entries.map(({item}) => item));
    page.byId('contents').append(list);

    page.always(() => {
      for (const {section, item} of entries) item.hidden = section.hidden;
    });

    // The section that lies on a line in the upper third of the window is where the reader is.
    const reading = new IntersectionObserver((changes) => {
      for (const {target, isIntersecting} of changes) {
        const {link} = entries.find(({section}) => section === target);
        if (!isIntersecting) link.removeAttribute('aria-current');
        else link.setAttribute('aria-current', 'location');
        if (isIntersecting && list.scrollWidth > list.clientWidth && !list.contains(document.activeElement))
          list.scrollTo({left: link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2});
      }
    }, {rootMargin: '-30% 0px -70% 0px'});
    for (const {section} of entries) reading.observe(section);
  };
})();
