import { type Severity, severityNames } from '#shared/zones/verdict.ts';

interface MarkShape {
  readonly colour: string;
  readonly outline: string;
  /** Drawn in white, or in the colour where the mark is hollow. */
  readonly inner: string | null;
  readonly hollow: boolean;
}

/** Shapes of the marks in a 20 × 20 box: told apart by form as well as by colour. */
export const severityShapes: Record<Severity | 'doubt', MarkShape> = {
  violation: {
    colour: '#c62f3b',
    outline: 'M10 1a9 9 0 1 0 0 18a9 9 0 1 0 0-18z',
    inner: 'M6.6 6.6l6.8 6.8M13.4 6.6l-6.8 6.8',
    hollow: false,
  },
  undetermined: {
    colour: '#c77700',
    outline: 'M10 1.2L19 17.8H1z',
    inner: 'M10 7v5.2M10 14.6v.8',
    hollow: false,
  },
  supervised: { colour: '#2b7a4b', outline: 'M2.5 2.5h15v15h-15z', inner: 'M7.4 10h5.2', hollow: false },
  supervisedDoubt: {
    colour: '#2b7a4b',
    outline: 'M3.5 3.5h13v13h-13z',
    inner: 'M10 6.6v4.2M10 13.2v.6',
    hollow: true,
  },
  // Nobody knows what it is: a question.
  doubt: {
    colour: '#6a3fa5',
    outline: 'M10 1L19 10L10 19L1 10z',
    inner: 'M7.6 8a2.4 2.4 0 1 1 3.4 2.2q-1 .5-1 1.6M10 14.4v.6',
    hollow: false,
  },
  outside: { colour: '#7d8894', outline: 'M10 4a6 6 0 1 0 0 12a6 6 0 1 0 0-12z', inner: null, hollow: true },
};

/** What a mark says. */
export const markNames: Record<Severity | 'doubt', string> = {
  ...severityNames,
  doubt: '类别未定·在禁设范围',
};

export function SeverityMark({ severity, size = 16 }: { severity: Severity | 'doubt'; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      role="img"
      aria-label={markNames[severity]}
      style={{ flex: 'none' }}
    >
      <SeverityGlyph severity={severity} />
    </svg>
  );
}

/** The mark without its frame, for use inside another drawing. */
export function SeverityGlyph({ severity }: { severity: Severity | 'doubt' }) {
  const shape = severityShapes[severity];
  return (
    <>
      <path
        d={shape.outline}
        fill={shape.hollow ? '#fff' : shape.colour}
        stroke={shape.hollow ? shape.colour : '#fff'}
        strokeWidth={shape.hollow ? 2.4 : 1.2}
        strokeLinejoin="round"
      />
      {shape.inner && (
        <path
          d={shape.inner}
          fill="none"
          stroke={shape.hollow ? shape.colour : '#fff'}
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </>
  );
}
