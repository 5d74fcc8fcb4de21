import { describe, expect, it } from 'vitest';
import { clusterFeatures, type Marked, makeClusters } from '#service/cache/map/mark-clusters.ts';

/** Venues of some severities, a few metres from each other. */
function marksOf(...severities: readonly Marked['severity'][]): Marked[] {
  return severities.map((severity, i) => ({
    ...{ id: i + 1, name: `第${i + 1}家`, category: 'lodging', severity },
    position: [116.4 + i / 1e5, 39.9],
  }));
}

const clusterOf = (...severities: readonly Marked['severity'][]) => {
  const [cluster] = clusterFeatures(makeClusters(marksOf(...severities)), 9, [116, 39, 117, 40.5]);
  return cluster?.properties;
};

describe('marks that lie close together', () => {
  it.each([
    [['supervisedDoubt', 'supervisedDoubt'], 'supervisedDoubt', 2],
    [['supervisedDoubt', 'supervised', 'supervisedDoubt'], 'supervised', 1],
    [['supervisedDoubt', 'doubt', 'doubt', 'supervised'], 'doubt', 2],
    [['doubt', 'undetermined', 'supervisedDoubt'], 'undetermined', 1],
    [['violation', 'doubt', 'violation', 'supervisedDoubt'], 'violation', 2],
  ] as const)(
    '%s tell the gravest of them, with how many are so of how many',
    (severities, severity, shown) => {
      expect(clusterOf(...severities)).toMatchObject({
        ...{ cluster: true, severity, shown, count: severities.length },
      });
    },
  );

  it('are one by one again from where they can be told apart', () => {
    const marks = marksOf('supervisedDoubt', 'supervisedDoubt');
    const found = clusterFeatures(makeClusters(marks), 14, [116, 39, 117, 40.5]);
    expect(found.map(({ properties }) => properties)).toMatchObject([
      { severity: 'supervisedDoubt', name: '第1家' },
      { severity: 'supervisedDoubt', name: '第2家' },
    ]);
  });
});
