// The machine drawn as boxes within boxes: packages, groups of cores that share a cache, cores, CPUs.
(() => {
  'use strict';
  const {element, model} = page;
  const {machine} = model.run;

  // The parts of a list that have the same key, in order: [[key, part], …].
  function grouped(cpus, key) {
    const groups = new Map();
    for (const cpu of cpus) {
      if (!groups.has(key(cpu))) groups.set(key(cpu), []);
      groups.get(key(cpu)).push(cpu);
    }
    return [...groups];
  }

  function boxOf(cpu) {
    const kind = machine.core_kinds[cpu.kind];
    const title = ['CPU ' + cpu.cpu, kind, cpu.allowed ? null : 'not for this process'].filter(Boolean).join(', ');
    return element('span', {class: 'cpu' + (cpu.allowed ? '' : ' forbidden') + ' kind-' + cpu.kind, title}, String(cpu.cpu));
  }

  const cacheText = () => {
    const last = machine.caches.reduce((best, cache) => (best && best.level >= cache.level ? best : cache), null);
    return last ? 'L' + last.level + ' ' + charts.memory(last.bytes) : '';
  };

  page.fillTopology = () => {
    if (machine.topology.length === 0) return;
    const section = page.byId('machine');
    section.hidden = false;
    const nodes = new Set(machine.topology.map((cpu) => cpu.node)).size;
    const drawing = section.querySelector('.packages');
    drawing.setAttribute('aria-label', page.plural(machine.topology.length, 'CPU') + ' on ' +
        page.plural(new Set(machine.topology.map((cpu) => cpu.core)).size, 'core'));
    drawing.append(...grouped(machine.topology, (cpu) => cpu.package).map(([number, cpus]) => element('div', {class: 'package'},
        element('p', {}, 'package ' + number),
        element('div', {class: 'caches'}, grouped(cpus, (cpu) => cpu.node + '/' + cpu.cache).map(([, shared]) =>
            element('div', {class: 'cache'},
                element('p', {}, (nodes > 1 ? 'node ' + shared[0].node + ', ' : '') + cacheText()),
                element('div', {class: 'cores'}, grouped(shared, (cpu) => cpu.core).map(([, core]) =>
                    element('span', {class: 'core'}, core.map(boxOf))))))))));
  };
})();
