// The machine: what is known of it, and its CPUs as boxes within boxes: packages, groups of cores that share a cache, cores.
(() => {
  'use strict';
  const {element, model} = page;
  const {machine} = model.run;

  page.cpusText = () => {
    const parts = [];
    if (machine.cpus !== null) parts.push(page.plural(machine.cpus, 'CPU'));
    if (machine.cores !== null && machine.cores !== machine.cpus) parts.push(page.plural(machine.cores, 'core'));
    if (machine.sockets !== null && machine.sockets > 1) parts.push(page.plural(machine.sockets, 'socket'));
    if (machine.cpus_allowed !== null && machine.cpus_allowed !== machine.cpus)
      parts.push(machine.cpus_allowed + ' allowed');
    if (machine.quota_cpus !== null) parts.push('quota ' + machine.quota_cpus);
    return parts.join(', ');
  };

  function cachesText() {
    return machine.caches.map((cache) => 'L' + cache.level + (cache.type === 'unified' ? '' : ' ' + cache.type) + ' ' +
        charts.memory(cache.bytes) + (cache.count > 1 ? ' × ' + cache.count : '')).join(', ');
  }

  page.fillFacts = (list, facts) => {
    for (const [name, text, wide] of facts)
      if (page.isKnown(text))
        list.append(element('div', {class: wide ? 'wide' : null}, element('dt', {}, name), element('dd', {}, text)));
  };

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

  page.fillMachine = () => {
    page.fillFacts(page.byId('facts'), [
      ['Name', machine.hostname],
      ['Processor', machine.cpu_model],
      ['CPUs', page.cpusText()],
      ['Memory', machine.memory_bytes && charts.memory(machine.memory_bytes)],
      ['Caches', cachesText()],
      ['System', [machine.os, machine.kernel].filter(page.isKnown).join(', ')],
      ['Virtualised', machine.virtualized],
      ['SMT', machine.smt],
      ['Governor', machine.governor],
      ['Boost', machine.boost],
      ['File system', machine.filesystem],
    ]);
    if (machine.topology.length === 0) return;
    const section = page.byId('topology');
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
